function __agent-wake_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-wake_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-wake_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-wake_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-wake_parse_tokens -S
    set -l unparsed_tokens (__agent-wake_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-wake'
        __agent-wake_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'add'
            __agent-wake_parse_subcommand -r 1 'in=' 'at=' 'every=' 'cron=' 'tz=' 'title=' 'catch-up=' 'retries=' 'until=' 'count=' 'jitter=' 's/session=' 'm/model=' 'provider=' 'base-url=' 'workspace=' 'sandbox=' 'tools=' 'approve=' 'max-time=' 'max-requests=' 'max-tool-calls=' 'max-tokens=' 'max-cost=' 'budget=' 'o/output=' 'on-done=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'list'
            __agent-wake_parse_subcommand 0 'all' '0/null' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'show'
            __agent-wake_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'cancel'
            __agent-wake_parse_subcommand -r 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'delete'
            __agent-wake_parse_subcommand -r 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'enable'
            __agent-wake_parse_subcommand -r 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'disable'
            __agent-wake_parse_subcommand -r 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'run-now'
            __agent-wake_parse_subcommand 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'run'
            __agent-wake_parse_subcommand 0 'jobs=' 'exit-idle' 'trust-clock' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'next'
            __agent-wake_parse_subcommand 0 'k=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'log'
            __agent-wake_parse_subcommand 1 'limit=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'install'
            __agent-wake_parse_subcommand 0 'systemd' 'cron' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'uninstall'
            __agent-wake_parse_subcommand 0 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'parse'
            __agent-wake_parse_subcommand -r 1 'tz=' 'from=' 'k=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'help'
            __agent-wake_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-wake_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-wake_parse_subcommand -S -a positional_count
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

function __agent-wake_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-wake_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-wake_tokens -p)
    if test -z "$(__agent-wake_tokens -t)"
        set -l index (count (__agent-wake_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-wake' -f
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'add' -d 'Schedule a prompt, and print the id of the wakeup'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'list' -d 'List wakeups, the next one first'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'show' -d 'Print all of a wakeup'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'cancel' -d 'End a wakeup, and keep what is known of it'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'delete' -d 'Take a wakeup away, with its part of the log'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'enable' -d 'Let a wakeup go on with its next time to come'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'disable' -d 'Let a wakeup rest until it is enabled'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'run-now' -d 'Run a wakeup now, beside its schedule'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'run' -d 'Run what is due, once, and end'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'next' -d 'Print what comes next, and when'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'log' -d 'Print what became of each slot, the newest last'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'install' -d 'Have systemd or cron call \'run\' each minute'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'uninstall' -d 'Take away what \'install\' has set up'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'parse' -d 'Print the next moments of a schedule, in UTC'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_positional "agent-wake" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" in' -l 'in' -d 'Once, after a span such as 10m.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" at' -l 'at' -d 'Once, at a time.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" every' -l 'every' -d 'Again and again, such as 1h.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" cron' -l 'cron' -d 'By five fields as in crontab(5).' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" tz' -l 'tz' -d 'Time zone, such as Europe/Paris [the system\'s].' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" title' -l 'title' -d 'A name for people.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" catch-up' -l 'catch-up' -d 'Runs that were missed: one, all or none.' -rfka 'one all none'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" retries' -l 'retries' -d 'Further attempts after one that was cut short.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" until' -l 'until' -d 'Not after a time.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" count' -l 'count' -d 'So many times.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" jitter' -l 'jitter' -d 'Later by up to a span, the same for each slot.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" s session' -s 's' -l 'session' -d 'Session: an id, latest, new, or a title [new].' -rfka '(__agent-wake_custom_completion ---completion add -- --session (count (__agent-wake_tokens -pc)) (__agent-wake_tokens -tC))'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" m model' -s 'm' -l 'model' -d 'Model.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" provider' -l 'provider' -d 'Backend, as agent-turn has it.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" base-url' -l 'base-url' -d 'Endpoint; as a rule it ends in /v1.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" workspace' -l 'workspace' -d 'Directory the tools see [workfolder/].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" sandbox' -l 'sandbox' -d 'What tools may change: read-only, workspace, off.' -rfka 'read-only workspace off'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" tools' -l 'tools' -d 'Tools: none, default, all, or names with commas.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" approve' -l 'approve' -d 'Who decides on calls: rules, never, hook, all.' -rfka 'rules never hook all'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" max-time' -l 'max-time' -d 'Time of the turn, such as 10m [1h].' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" max-requests' -l 'max-requests' -d 'Model requests.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" max-tool-calls' -l 'max-tool-calls' -d 'Tool calls.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" max-tokens' -l 'max-tokens' -d 'Input and output tokens.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" max-cost' -l 'max-cost' -d 'US dollars.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" budget' -l 'budget' -d 'Budget across turns, as agent-turn has it.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" o output' -l 'output' -s 'o' -d 'Write the answer to a file.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" on-done' -l 'on-done' -d 'Run by the shell when the turn has ended, its record on standard input.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" all' -l 'all' -d 'What is over, too.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" 0 null' -s '0' -l 'null' -d 'Names end with a NUL byte instead of a newline.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake show" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake show" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake show" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake show" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake show" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake show" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake show" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake cancel" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake delete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake enable" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake disable" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run-now" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" jobs' -l 'jobs' -d 'Wakeups that run side by side.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" exit-idle' -l 'exit-idle' -d 'Exit status 1 when nothing is due.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" trust-clock' -l 'trust-clock' -d 'Go by the clock although the log is a day or more ahead of it.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" k' -s 'k' -d 'At most so many.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake next" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" limit' -l 'limit' -d 'The newest so many.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake log" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" systemd' -l 'systemd' -d 'Units of the user\'s systemd.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" cron' -l 'cron' -d 'A line of the user\'s crontab.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake install" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake uninstall" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" tz' -l 'tz' -d 'Time zone, such as Europe/Paris [the system\'s].' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" from' -l 'from' -d 'After a time [now].' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" k' -s 'k' -d 'At most so many.' -rfka ''
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-wake_complete_directories)'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" version' -l 'version' -d 'Show the version.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake parse" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-wake' -n '__agent-wake_should_offer_completions_for_flags_or_options "agent-wake help" version' -l 'version' -d 'Show the version.'
