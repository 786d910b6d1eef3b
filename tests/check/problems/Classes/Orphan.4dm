Class extends Persn

Function hello() : Text
	return "hello"
