"""The measure-type model: training, its weights, figures and card."""
