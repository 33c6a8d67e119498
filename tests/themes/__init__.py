"""Lists under the themes that people use: a project, what must be so in a browser, pictures.

``make themes`` builds and looks at all; ``tests/site/test_themes.py`` at those that are in CI.
"""
