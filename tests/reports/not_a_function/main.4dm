var $tools : Object
$tools:={print: "paper"}
$tools.print()
