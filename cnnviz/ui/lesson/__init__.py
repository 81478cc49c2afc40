"""The parts common to all lessons: header, footer, contents, and maps passed between them."""
