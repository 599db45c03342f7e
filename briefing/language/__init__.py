"""Knowledge of the language: pure functions and word lists."""
