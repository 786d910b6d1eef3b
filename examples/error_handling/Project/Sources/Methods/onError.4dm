// Runs at each error while it is installed. The system variables tell which error it is and where
say("3: error "+String(Error)+" in "+Error method+", line "+String(Error line))
