"""Resolution: what a found phrase means, as pure functions over values."""
