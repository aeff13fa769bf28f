"""Settings, addresses and the start of the program: the only place that knows every room."""
