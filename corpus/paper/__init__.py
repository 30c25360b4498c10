"""Orders printed on paper and scanned badly, so that the scan reader can be measured on pages nobody has seen."""
