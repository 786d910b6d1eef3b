// Missing parameters have the default of their type
missing
missing("a"; 1; True; !2024-01-31!; {b: 1})
