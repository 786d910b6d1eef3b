//fourd:
// The parts of a date may be set off by slashes
tell(!2026/01/21!=!2026-01-21!)
tell(Year of(!2026/01/21!); Month of(!2026/01/21!); Day of(!2026/01/21!))
