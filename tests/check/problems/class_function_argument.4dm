ALERT(cs.Person.new("Ada").greeting("loud"))
