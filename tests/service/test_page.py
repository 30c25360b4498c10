from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from extractor.schema import to_json
from service import pages
from service.problems import KINDS
from tests.service import fakes

CHROMIUM = shutil.which("chromium")
SPITE = "<img src=x onerror=\"document.title='gone'\">"


def test_both_languages_say_the_same_things() -> None:
    russian, english = pages.words()["ru"], pages.words()["en"]
    assert russian.keys() == english.keys()
    assert {f"problem.{kind.slug}" for kind in KINDS.values()} <= russian.keys()


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    if CHROMIUM is None:
        pytest.skip("NO BROWSER TEST: chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


@pytest.fixture
def page(browser: Page, client: httpx.Client) -> Iterator[Page]:
    """The page in Russian; a request to another host or an error in a script fails the test."""
    said: list[str] = []
    browser.on("request", lambda request: said.append(request.url) if not request.url.startswith((str(client.base_url), "blob:")) else None)
    browser.on("pageerror", lambda error: said.append(str(error)))
    browser.goto(str(client.base_url))
    yield browser
    browser.evaluate("localStorage.clear()")
    assert said == []


def choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": content})


@pytest.mark.slow
def test_a_document_is_shown_with_its_doubts_and_taken_away(page: Page) -> None:
    choose(page, "приказ.txt", b"fine")
    expect(page.locator("h1")).to_have_text("О развитии сельских библиотек")
    expect(page.locator(".section")).to_have_text(["1. Фонды и помещения", "2. Читатели"])
    doubtful = page.locator("tr.in-doubt")
    expect(doubtful).to_have_count(1)
    expect(doubtful).to_contain_text("Проверьте: ячейка пуста")
    expect(doubtful).to_contain_text("уверенность низкая, 42 %")
    expect(page.locator("#m03")).to_contain_text("каждый квартал")
    page.get_by_label("Только строки с сомнениями").check()
    expect(page.locator("#m03")).to_be_hidden()
    expect(page.locator(".notices")).to_have_text("Проверьте: повреждение осталось неисправленным«сельскнx»")
    page.get_by_text("Исправления").last.click()
    expect(page.locator(".repairs mark").last).to_have_text("библио текарей")
    with page.expect_download() as download:
        page.get_by_role("button", name="Скачать JSON").click()
    assert download.value.suggested_filename == "приказ.txt.json"
    with page.expect_download() as table:
        page.get_by_role("button", name="XLSX").click()
    assert table.value.path().read_bytes().startswith(b"PK")
    assert json.loads(download.value.path().read_bytes())["text"] == fakes.EXAMPLE.text


@pytest.mark.slow
def test_the_language_is_switched_by_keyboard_and_kept(page: Page) -> None:
    choose(page, "a.txt", b"fine")
    page.locator("#language").focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr.in-doubt")).to_contain_text("confidence low, 42 %")
    page.reload()
    expect(page.locator("#choose")).to_have_text("Choose a file")
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "said"),
    [(b"damaged", "Файл повреждён."), (b"bug", "В сервисе произошла ошибка."), (b"x" * 200_000, "Файл больше")],
)
def test_a_failure_is_said_in_words_and_the_next_file_is_read(page: Page, content: bytes, said: str) -> None:
    choose(page, "a.txt", content)
    expect(page.get_by_role("alert")).to_contain_text(said)
    choose(page, "b.txt", b"fine")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".problem")).to_have_count(0)


@pytest.mark.slow
def test_what_a_document_says_is_never_markup(page: Page) -> None:
    hostile = to_json(fakes.EXAMPLE).decode().replace("Ремонт читальных залов", json.dumps(SPITE)[1:-1])
    page.route("**/v1/roadmaps*", lambda route: route.fulfill(body=hostile, content_type="application/json"))
    choose(page, f"{SPITE.replace('/', '')}.txt", b"fine")
    expect(page.locator("#m02 .what")).to_have_text(SPITE)
    assert page.title() == "Dorkarta"
    page.unroute("**/v1/roadmaps*")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_runs_over_the_edge(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    choose(page, "a.txt", b"fine")
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
