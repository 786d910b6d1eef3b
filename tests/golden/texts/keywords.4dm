//fourd:
// % finds whole words
tell("red green blue"%"green"; "red green blue"%"gree")
tell("red green blue"%"red green")
tell("red,green;blue"%"red"; "red-green"%"green")
tell("Red Green"%"GREEN")
tell("painting and sculpture"%"paint@")
tell("room 42 is free"%"42"; "room 42 is free"%"4")
tell(""%"a"; "one"%"one")
