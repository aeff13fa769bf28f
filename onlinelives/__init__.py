"""Online Lives: how well an area responds to young people's lives online, and the practice behind the answer."""

__version__ = "0.1.0"
