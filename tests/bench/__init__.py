"""Measures what is promised about speed: `./run bench [--quick] [NAME ...]`; see docs/performance.md."""
