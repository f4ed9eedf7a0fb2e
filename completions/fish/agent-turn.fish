function __agent-turn_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-turn_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-turn_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-turn_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-turn_parse_tokens -S
    set -l unparsed_tokens (__agent-turn_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-turn'
        __agent-turn_parse_subcommand -r 1 'stdin' 'no-stdin' 'input=' 'strict' 'allow-partial' 'stdin-max=' 'overflow=' 'f/file=+' 'i/image=+' 'system=' 'prompt=' 'p=+' 's/session=' 'c/continue' 'title=' 'fork' 'ephemeral' 'resume' 'lock=' 'idempotency-key=' 'm/model=' 'provider=' 'base-url=' 'key-file=' 'key-fd=' 'key-command=' 'effort=' 'verbosity=' 'max-output-tokens=' 'temperature=' 'retries=' 'retry-time=' 'connect-timeout=' 'idle-timeout=' 'tools=' 'add-tool=+' 'workspace=' 'readable=+' 'writable=+' 'sandbox=' 'w' 'net=' 'tool-timeout=' 'tool-output-max=' 'approve=' 'on-denied=' 'control-fd=' 'no-context' 'providers=' 'skills=' 'memory=' 'hermetic' 'set=+' 'profile=' 'max-requests=' 'max-tool-calls=' 'max-tokens=' 'max-cost=' 'max-time=' 'budget=' 'deltas' 'o/output=' 'exit-zero-on=' 'loop' 'idle-exit=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __agent-turn_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-turn_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-turn_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __agent-turn_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-turn_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-turn_tokens -p)
    if test -z "$(__agent-turn_tokens -t)"
        set -l index (count (__agent-turn_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-turn' -f
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" stdin' -l 'stdin' -d 'Read standard input to its end.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" no-stdin' -l 'no-stdin' -d 'Never look at standard input.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" input' -l 'input' -d 'Piped input: text, ndjson or auto.' -rfka 'text ndjson auto'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" strict' -l 'strict' -d 'Refuse what else is a notice: odd records (65), root or a partial sandbox (77).'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" allow-partial' -l 'allow-partial' -d 'Go on when the command before ended with an error.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" stdin-max' -l 'stdin-max' -d 'Most bytes of standard input (default 64 MiB).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" overflow' -l 'overflow' -d 'Input above the model\'s context: fail, cut or map.' -rfka 'fail cut map'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn"' -l 'file' -s 'f' -d 'Attach a document, through agent-extract.' -rF
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn"' -l 'image' -s 'i' -d 'Attach an image.' -rF
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" system' -l 'system' -d 'System prompt: a file or the text.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" prompt' -l 'prompt' -d 'Use prompts/NAME.md of the runtime directory.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn"' -s 'p' -d 'Value for {{key}} in that prompt.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" s session' -l 'session' -s 's' -d 'Session: an id, latest, new, or a title.' -rfka '(__agent-turn_custom_completion ---completion -- --session (count (__agent-turn_tokens -pc)) (__agent-turn_tokens -tC))'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" c continue' -s 'c' -l 'continue' -d 'Go on in the latest session.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" title' -l 'title' -d 'Title of a new session.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" fork' -l 'fork' -d 'Work on a copy of the session.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" ephemeral' -l 'ephemeral' -d 'Keep nothing.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" resume' -l 'resume' -d 'Go on after a failed or killed turn without asking anew.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" lock' -l 'lock' -d 'When another turn runs: wait[=SECONDS], fail, queue or fork (default wait=60).' -rfka 'wait fail queue fork'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" idempotency-key' -l 'idempotency-key' -d 'The same key is the same turn, never a second one.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" m model' -l 'model' -s 'm' -d 'Model.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" provider' -l 'provider' -d 'Backend: responses, chat or local.' -rfka 'responses chat local'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" base-url' -l 'base-url' -d 'Endpoint; as a rule it ends in /v1.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" key-file' -l 'key-file' -d 'File that holds the key.' -rF
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" key-fd' -l 'key-fd' -d 'Descriptor to read the key from.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" key-command' -l 'key-command' -d 'Command that prints the key.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" effort' -l 'effort' -d 'How long the model thinks.' -rfka 'none minimal low medium high xhigh max'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" verbosity' -l 'verbosity' -d 'How long the answer is: low, medium, high.' -rfka 'low medium high'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" max-output-tokens' -l 'max-output-tokens' -d 'Limit on one answer, in tokens.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" temperature' -l 'temperature' -d 'Sampling temperature.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" retries' -l 'retries' -d 'Retries of a failed request (default 5).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" retry-time' -l 'retry-time' -d 'Time spent on retries (default 60s).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" connect-timeout' -l 'connect-timeout' -d 'Time to connect (default 10s).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" idle-timeout' -l 'idle-timeout' -d 'Longest silence of the model (default 300s).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" tools' -l 'tools' -d 'Tools: none, default, all, or names with commas.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn"' -l 'add-tool' -d 'One more tool, by name or as the file of one.' -rF
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" workspace' -l 'workspace' -d 'Directory the tools see (default: the working directory).' -rfa '(__agent-turn_complete_directories)'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn"' -l 'readable' -d 'One more directory the tools may read.' -rfa '(__agent-turn_complete_directories)'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn"' -l 'writable' -d 'One more directory the tools may write.' -rfa '(__agent-turn_complete_directories)'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" sandbox' -l 'sandbox' -d 'What tools may change: read-only (default), workspace, off.' -rfka 'read-only workspace off'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" w' -s 'w' -d 'The same as --sandbox workspace.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" net' -l 'net' -d 'The network of commands: none (default) or host.' -rfka 'none host'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" tool-timeout' -l 'tool-timeout' -d 'Time for one call (default 120s).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" tool-output-max' -l 'tool-output-max' -d 'Bytes of one call\'s output (default 32768).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" approve' -l 'approve' -d 'Who decides: rules (default), never, ask, pipe, hook, all.' -rfka 'rules never ask pipe hook all'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" on-denied' -l 'on-denied' -d 'After a denied call: fail (default), or continue without it.' -rfka 'fail continue'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" control-fd' -l 'control-fd' -d 'Descriptor for questions, input and interrupts as NDJSON.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" no-context' -l 'no-context' -d 'Leave out AGENTS.md, context providers and skills.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" providers' -l 'providers' -d 'Context providers: none, or names with commas.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" skills' -l 'skills' -d 'Skills: none, default, all, or names with commas.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" memory' -l 'memory' -d 'Memory, its tools and what is remembered: on or off.' -rfka 'on off'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" hermetic' -l 'hermetic' -d 'Use no configuration and no project files.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn"' -l 'set' -d 'A setting for this run.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" profile' -l 'profile' -d 'A named group of settings.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" max-requests' -l 'max-requests' -d 'Model requests (default 100).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" max-tool-calls' -l 'max-tool-calls' -d 'Tool calls (default 200).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" max-tokens' -l 'max-tokens' -d 'Input and output tokens.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" max-cost' -l 'max-cost' -d 'US dollars; the model needs a price in the settings.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" max-time' -l 'max-time' -d 'Time, such as 10m.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" budget' -l 'budget' -d 'Budget across turns, by its name in the settings; or none.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" deltas' -l 'deltas' -d 'Print deltas too (with -j).'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" o output' -l 'output' -s 'o' -d 'Write the answer to a file.' -rF
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" exit-zero-on' -l 'exit-zero-on' -d 'Exit 0 on these: limit, denied (with commas).' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" loop' -l 'loop' -d 'Serve turns: one JSON object a line in, their events out.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" idle-exit' -l 'idle-exit' -d 'End a loop in which nothing happens.' -rfka ''
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-turn_complete_directories)'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" version' -l 'version' -d 'Show the version.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_positional "agent-turn" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-turn' -n '__agent-turn_should_offer_completions_for_flags_or_options "agent-turn help" version' -l 'version' -d 'Show the version.'
