//fourd:
// Apostrophes belong to words, numbers count as a whole, other signs are ignored
tell("the dog's bone"%"dog's"; "the dog's bone"%"bone")
tell("cost 7.25 each"%"7.25"; "cost 7$ each"%"7")
tell("fore and aft: ready!"%"aft"; "fore and aft: ready!"%"ready")
