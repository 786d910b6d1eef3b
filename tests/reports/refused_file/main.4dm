// The sandbox allows no files.
File("/notes/today.txt"; fk platform path).setText("tea")
