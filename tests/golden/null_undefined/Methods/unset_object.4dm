#DECLARE() -> $object : Object
