// A singleton is made once; new and me give the same object
cs.Registry.me.add()
show(String(cs.Registry.me.add()))
show(String(cs.Registry.new().add()))
show(String(cs.Registry.me=cs.Registry.new()))
