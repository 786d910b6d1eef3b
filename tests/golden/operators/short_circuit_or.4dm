// || gives the first truthy operand, or the last one
var $emp : Object
$emp:={name: "Ann"; empty: ""}
show($emp.phone || "n/a"; $emp.empty || "n/a"; $emp.name || "n/a"; 0 || "zero is truthy")
show(False || "last"; "" || False)
show(True || False && "left to right")
