//fourd:
// @ in the right operand stands for any characters or none
tell("lighthouse"="light@"; "lighthouse"="@house"; "lighthouse"="l@e")
tell("lighthouse"="@ho@"; "lighthouse"="lighthouse@"; "lighthouse"="@lighthouse")
tell("lighthouse"="@"; ""="@")
tell("lighthouse"="dark@"; "lighthouse"="@hous")
tell("lighthouse"#"light@"; "lighthouse"#"dark@")
