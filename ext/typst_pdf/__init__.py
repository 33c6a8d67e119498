"""Documents of a Sphinx project as tagged PDFs, made with Typst."""
