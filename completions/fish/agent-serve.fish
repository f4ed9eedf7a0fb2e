function __agent-serve_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-serve_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-serve_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-serve_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-serve_parse_tokens -S
    set -l unparsed_tokens (__agent-serve_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-serve'
        __agent-serve_parse_subcommand 0 'socket=' 'listen=' 'token-file=' 'allow-origin=+' 'openai' 'page' 'idle-exit=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'start'
            __agent-serve_parse_subcommand 0 'socket=' 'listen=' 'token-file=' 'allow-origin=+' 'openai' 'page' 'idle-exit=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'stop'
            __agent-serve_parse_subcommand 0 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'restart'
            __agent-serve_parse_subcommand 0 'socket=' 'listen=' 'token-file=' 'allow-origin=+' 'openai' 'page' 'idle-exit=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'status'
            __agent-serve_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'token'
            __agent-serve_parse_subcommand 0 'token-file=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'openapi'
            __agent-serve_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'install'
            __agent-serve_parse_subcommand 0 'now' 'socket=' 'listen=' 'token-file=' 'allow-origin=+' 'openai' 'page' 'idle-exit=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'uninstall'
            __agent-serve_parse_subcommand 0 'now' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'help'
            __agent-serve_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-serve_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-serve_parse_subcommand -S -a positional_count
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

function __agent-serve_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-serve_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-serve_tokens -p)
    if test -z "$(__agent-serve_tokens -t)"
        set -l index (count (__agent-serve_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-serve' -f
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" socket' -l 'socket' -d 'UNIX socket [serve.sock in the runtime directory].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" listen' -l 'listen' -d 'Listen on loopback TCP too, as 127.0.0.1:8765.' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" token-file' -l 'token-file' -d 'File of the token for TCP [serve.token].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve"' -l 'allow-origin' -d 'Pages of this origin may ask; may be repeated [none].' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" openai' -l 'openai' -d 'Answer clients of OpenAI\'s interface, at /v1.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" page' -l 'page' -d 'Show sessions in a browser, at /.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" idle-exit' -l 'idle-exit' -d 'End when nothing happens for so long, as 30m.' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'start' -d 'Serve in the background'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'stop' -d 'End the server'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'restart' -d 'End the server and start it anew'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'status' -d 'Tell whether a server runs, and where'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'token' -d 'Print the token that clients over TCP show'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'openapi' -d 'Print the OpenAPI description of the server'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'install' -d 'Have systemd start the server for who asks first'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'uninstall' -d 'Take away what \'install\' has set up'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_positional "agent-serve" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" socket' -l 'socket' -d 'UNIX socket [serve.sock in the runtime directory].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" listen' -l 'listen' -d 'Listen on loopback TCP too, as 127.0.0.1:8765.' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" token-file' -l 'token-file' -d 'File of the token for TCP [serve.token].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start"' -l 'allow-origin' -d 'Pages of this origin may ask; may be repeated [none].' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" openai' -l 'openai' -d 'Answer clients of OpenAI\'s interface, at /v1.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" page' -l 'page' -d 'Show sessions in a browser, at /.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" idle-exit' -l 'idle-exit' -d 'End when nothing happens for so long, as 30m.' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve start" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve stop" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" socket' -l 'socket' -d 'UNIX socket [serve.sock in the runtime directory].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" listen' -l 'listen' -d 'Listen on loopback TCP too, as 127.0.0.1:8765.' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" token-file' -l 'token-file' -d 'File of the token for TCP [serve.token].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart"' -l 'allow-origin' -d 'Pages of this origin may ask; may be repeated [none].' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" openai' -l 'openai' -d 'Answer clients of OpenAI\'s interface, at /v1.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" page' -l 'page' -d 'Show sessions in a browser, at /.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" idle-exit' -l 'idle-exit' -d 'End when nothing happens for so long, as 30m.' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve restart" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve status" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve status" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve status" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve status" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve status" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve status" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve status" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" token-file' -l 'token-file' -d 'File of the token [serve.token].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve token" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve openapi" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve openapi" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve openapi" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve openapi" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve openapi" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve openapi" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve openapi" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve openapi" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" now' -l 'now' -d 'Listen at once.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" socket' -l 'socket' -d 'UNIX socket [serve.sock in the runtime directory].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" listen' -l 'listen' -d 'Listen on loopback TCP too, as 127.0.0.1:8765.' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" token-file' -l 'token-file' -d 'File of the token for TCP [serve.token].' -rF
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install"' -l 'allow-origin' -d 'Pages of this origin may ask; may be repeated [none].' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" openai' -l 'openai' -d 'Answer clients of OpenAI\'s interface, at /v1.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" page' -l 'page' -d 'Show sessions in a browser, at /.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" idle-exit' -l 'idle-exit' -d 'End when nothing happens for so long, as 30m.' -rfka ''
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve install" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" now' -l 'now' -d 'End what runs.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-serve_complete_directories)'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" version' -l 'version' -d 'Show the version.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve uninstall" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-serve' -n '__agent-serve_should_offer_completions_for_flags_or_options "agent-serve help" version' -l 'version' -d 'Show the version.'
