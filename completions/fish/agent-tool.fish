function __agent-tool_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-tool_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-tool_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-tool_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-tool_parse_tokens -S
    set -l unparsed_tokens (__agent-tool_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-tool'
        __agent-tool_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'list'
            __agent-tool_parse_subcommand 0 'a/all' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'describe'
            __agent-tool_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'call'
            __agent-tool_parse_subcommand -r 2 'workspace=' 'readable=+' 'writable=+' 'sandbox=' 'w' 'net=' 'strict' 'approve=' 'tool-timeout=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'trust'
            __agent-tool_parse_subcommand 1 'revoke' 'list' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'doctor'
            __agent-tool_parse_subcommand 0 'strict' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'hook'
            __agent-tool_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __agent-tool_parse_subcommand 0 'points' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'test'
                __agent-tool_parse_subcommand 2 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            end
        case 'mcp'
            __agent-tool_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'add'
                __agent-tool_parse_subcommand -r 2 'url=' 'env=+' 'header=+' 'net=' 'sandbox=' 'readable=+' 'writable=+' 'timeout=' 'tools=' 'side-effects=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'list'
                __agent-tool_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'remove'
                __agent-tool_parse_subcommand 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'probe'
                __agent-tool_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'tools'
                __agent-tool_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'call'
                __agent-tool_parse_subcommand -r 3 'approve=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'serve'
                __agent-tool_parse_subcommand 0 'tools=' 'workspace=' 'readable=+' 'writable=+' 'sandbox=' 'w' 'net=' 'strict' 'approve=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            end
        case 'help'
            __agent-tool_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-tool_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-tool_parse_subcommand -S -a positional_count
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

function __agent-tool_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-tool_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-tool_tokens -p)
    if test -z "$(__agent-tool_tokens -t)"
        set -l index (count (__agent-tool_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-tool' -f
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'list' -d 'List the tools there are'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'describe' -d 'Print what a tool takes and may do'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'call' -d 'Call a tool as a turn does'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'trust' -d 'Let the extensions of a project run'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'doctor' -d 'Look for what is wrong with tools and extensions'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'hook' -d 'List and try the hooks of turns'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'mcp' -d 'MCP servers: set up, look at, call, and be one'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" a all' -l 'all' -s 'a' -d 'Providers and commands too, and what settings leave out.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" workspace' -l 'workspace' -d 'Directory the tools see (default: the working directory).' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call"' -l 'readable' -d 'One more directory the tools may read.' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call"' -l 'writable' -d 'One more directory the tools may write.' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" sandbox' -l 'sandbox' -d 'What tools may change: read-only (default), workspace, off.' -rfka 'read-only workspace off'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" w' -s 'w' -d 'The same as --sandbox workspace.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" net' -l 'net' -d 'The network of commands: none (default) or host.' -rfka 'none host'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" strict' -l 'strict' -d 'Refuse what else is a notice: a partial sandbox, and root (77).'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" approve' -l 'approve' -d 'Who decides where no rule does: rules (default), never, ask, all.' -rfka 'rules never ask all'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" tool-timeout' -l 'tool-timeout' -d 'Time for the call (default 120s).' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool call" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool trust" -eq 1' -fa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" revoke' -l 'revoke' -d 'Trust it no more.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" list' -l 'list' -d 'Print the projects that are trusted.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" dry-run n' -s 'n' -l 'dry-run' -d 'Only say what would be trusted.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool trust" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" strict' -l 'strict' -d 'Warnings count as failures.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool hook" -eq 1' -fa 'list' -d 'List the hooks there are'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool hook" -eq 1' -fa 'test' -d 'Run the hooks of a point with sample input'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" points' -l 'points' -d 'List the points instead, whether there are hooks or not.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook test" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook test" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook test" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook test" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook test" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook test" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook test" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool hook test" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool mcp" -eq 1' -fa 'add' -d 'Set up a server'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool mcp" -eq 1' -fa 'list' -d 'List the servers that are set up'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool mcp" -eq 1' -fa 'remove' -d 'Take a server out of the settings'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool mcp" -eq 1' -fa 'probe' -d 'Start a server and tell how it answers'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool mcp" -eq 1' -fa 'tools' -d 'List the tools of a server'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool mcp" -eq 1' -fa 'call' -d 'Call a tool of a server'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool mcp" -eq 1' -fa 'serve' -d 'Be an MCP server with our tools, on stdin and stdout'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" url' -l 'url' -d 'A server that is asked over HTTP.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add"' -l 'env' -d 'NAME=VALUE for the program\'s environment.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add"' -l 'header' -d 'NAME: VALUE, sent with every request.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" net' -l 'net' -d 'The program\'s network: none (default) or host.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" sandbox' -l 'sandbox' -d 'read-only, workspace or off; else that of the turn.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add"' -l 'readable' -d 'What the program may read beside.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add"' -l 'writable' -d 'A directory that the program may write.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" timeout' -l 'timeout' -d 'Time for one call.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" tools' -l 'tools' -d 'The only tools to take, with commas.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" side-effects' -l 'side-effects' -d 'What calls may change: read, state, write, network, destructive.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp probe" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp probe" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp probe" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp probe" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp probe" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp probe" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp probe" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp probe" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp tools" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp tools" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp tools" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp tools" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp tools" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp tools" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp tools" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp tools" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" approve' -l 'approve' -d 'Who decides where no rule does: rules (default), never, ask, all.' -rfka 'rules never ask all'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp call" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" tools' -l 'tools' -d 'Tools: default, all, or names with commas.' -rfka ''
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" workspace' -l 'workspace' -d 'Directory the tools see (default: the working directory).' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve"' -l 'readable' -d 'One more directory the tools may read.' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve"' -l 'writable' -d 'One more directory the tools may write.' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" sandbox' -l 'sandbox' -d 'What tools may change: read-only (default), workspace, off.' -rfka 'read-only workspace off'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" w' -s 'w' -d 'The same as --sandbox workspace.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" net' -l 'net' -d 'The network of commands: none (default) or host.' -rfka 'none host'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" strict' -l 'strict' -d 'Refuse what else is a notice: a partial sandbox, and root (77).'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" approve' -l 'approve' -d 'Who decides where no rule does: rules (default), never, ask, all.' -rfka 'rules never ask all'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool mcp serve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool help" version' -l 'version' -d 'Show the version.'
