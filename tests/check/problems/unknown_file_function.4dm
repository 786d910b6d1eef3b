File("/RESOURCES/a.txt").setTex("a")
