"""The main job without a browser: framework, answers and company from files; result and report into files."""
