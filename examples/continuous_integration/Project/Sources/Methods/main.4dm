LOG EVENT(Into system standard outputs; "newest: "+newest(["1.9"; "1.10"; "1.2.7"])+"\n")
