#DECLARE($b : cs.Bicycle)
tell("bicycle"; $b.color)
