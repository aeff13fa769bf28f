"""Statistics of a survey of children in schools, from sufficient statistics: see `moments`."""
