cs.Registry.me.registr({a: 1})
