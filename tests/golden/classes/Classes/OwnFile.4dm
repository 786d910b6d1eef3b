Class extends File

Function hello : Text
	return "hello"
