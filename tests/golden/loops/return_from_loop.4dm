//fourd:
// return leaves loops and method
tell(first_above([1; 8; 9]; 5))
tell(first_above([1; 2]; 5))
count_to_two
tell("back")
return
tell("never")
