"""Rules as data: one TOML file a kind, each rule with texts it must find and texts it must refuse."""
