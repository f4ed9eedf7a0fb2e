function __agent-config_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-config_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-config_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-config_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-config_parse_tokens -S
    set -l unparsed_tokens (__agent-config_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-config'
        __agent-config_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'get'
            __agent-config_parse_subcommand 1 'profile=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'set'
            __agent-config_parse_subcommand -r 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'unset'
            __agent-config_parse_subcommand -r 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'explain'
            __agent-config_parse_subcommand 1 'profile=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'edit'
            __agent-config_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'paths'
            __agent-config_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'status'
            __agent-config_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'deps'
            __agent-config_parse_subcommand 0 'install' 'no-network' 'no-documents' 'no-memory' 'no-model' 'no-terminal' 'no-service' 'no-desktop' 'with=+' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'bootstrap'
            __agent-config_parse_subcommand 0 'no-system-deps' 'no-service' 'no-start-service' 'with=+' 'n/dry-run' 'yes' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'doctor'
            __agent-config_parse_subcommand 0 'strict' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'model'
            __agent-config_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __agent-config_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'use'
                __agent-config_parse_subcommand 1 'provider=' 'base-url=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'probe'
                __agent-config_parse_subcommand 0 'base-url=' 'timeout=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'install'
                __agent-config_parse_subcommand 0 'gguf=' 'name=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'serve'
                __agent-config_parse_subcommand 0 'model=' 'idle-exit=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'stop'
                __agent-config_parse_subcommand 0 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'status'
                __agent-config_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            end
        case 'help'
            __agent-config_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-config_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-config_parse_subcommand -S -a positional_count
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

function __agent-config_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-config_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-config_tokens -p)
    if test -z "$(__agent-config_tokens -t)"
        set -l index (count (__agent-config_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-config' -f
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'get' -d 'Print one setting, or all of them; keys are hidden'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'set' -d 'Change settings'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'unset' -d 'Restore the defaults of settings'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'explain' -d 'Tell where the value of a setting comes from'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'edit' -d 'Edit the settings with $VISUAL or $EDITOR'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'paths' -d 'Print where settings, sessions, logs and models are'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'status' -d 'Tell what is set up, what runs and what budgets have left'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'deps' -d 'List or install the Debian packages that features need'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'bootstrap' -d 'Set up all that the commands need on this machine'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'doctor' -d 'Check the installation and say what to mend'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'model' -d 'Choose a model; install and run the local one'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config get" -eq 1' -fka 'provider base_url model api_key openai_api_key key_command reasoning_effort verbosity max_output_tokens parallel_tool_calls local_model local_context local_threads local_idle_exit profiles system input_token_limit max_input_tokens auto_compact vision_enabled max_images max_requests max_tool_calls max_tokens max_cost max_time budget budgets prices tool_timeout tool_output_max retries retry_time connect_timeout idle_timeout builtin_tools builtin_providers builtin_plugins mcp_servers web_search_enabled image_generation_enabled image_generation_output_format image_generation_size image_generation_quality image_generation_background image_generation_moderation voice_enabled voice_model voice voice_instructions voice_buffer_size name username userage workfolder server_url auto_proceed history'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" profile' -l 'profile' -d 'With the settings of a profile.' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config get" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config set" -ge 1' -fka 'provider base_url model api_key openai_api_key key_command reasoning_effort verbosity max_output_tokens parallel_tool_calls local_model local_context local_threads local_idle_exit profiles system input_token_limit max_input_tokens auto_compact vision_enabled max_images max_requests max_tool_calls max_tokens max_cost max_time budget budgets prices tool_timeout tool_output_max retries retry_time connect_timeout idle_timeout builtin_tools builtin_providers builtin_plugins mcp_servers web_search_enabled image_generation_enabled image_generation_output_format image_generation_size image_generation_quality image_generation_background image_generation_moderation voice_enabled voice_model voice voice_instructions voice_buffer_size name username userage workfolder server_url auto_proceed history'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config set" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config unset" -ge 1' -fka 'provider base_url model api_key openai_api_key key_command reasoning_effort verbosity max_output_tokens parallel_tool_calls local_model local_context local_threads local_idle_exit profiles system input_token_limit max_input_tokens auto_compact vision_enabled max_images max_requests max_tool_calls max_tokens max_cost max_time budget budgets prices tool_timeout tool_output_max retries retry_time connect_timeout idle_timeout builtin_tools builtin_providers builtin_plugins mcp_servers web_search_enabled image_generation_enabled image_generation_output_format image_generation_size image_generation_quality image_generation_background image_generation_moderation voice_enabled voice_model voice voice_instructions voice_buffer_size name username userage workfolder server_url auto_proceed history'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config unset" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config explain" -eq 1' -fka 'provider base_url model api_key openai_api_key key_command reasoning_effort verbosity max_output_tokens parallel_tool_calls local_model local_context local_threads local_idle_exit profiles system input_token_limit max_input_tokens auto_compact vision_enabled max_images max_requests max_tool_calls max_tokens max_cost max_time budget budgets prices tool_timeout tool_output_max retries retry_time connect_timeout idle_timeout builtin_tools builtin_providers builtin_plugins mcp_servers web_search_enabled image_generation_enabled image_generation_output_format image_generation_size image_generation_quality image_generation_background image_generation_moderation voice_enabled voice_model voice voice_instructions voice_buffer_size name username userage workfolder server_url auto_proceed history'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" profile' -l 'profile' -d 'With the settings of a profile.' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config edit" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config edit" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config edit" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config edit" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config edit" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config edit" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config edit" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config edit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config paths" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config paths" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config paths" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config paths" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config paths" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config paths" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config paths" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config paths" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config status" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config status" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config status" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config status" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config status" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config status" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config status" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" install' -l 'install' -d 'Install what is missing, with apt-get.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" no-network' -l 'no-network' -d 'Without what requests to models need.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" no-documents' -l 'no-documents' -d 'Without what reading documents needs.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" no-memory' -l 'no-memory' -d 'Without what memories need.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" no-model' -l 'no-model' -d 'Without what the local model needs.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" no-terminal' -l 'no-terminal' -d 'Without what the prompt of agent needs.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" no-service' -l 'no-service' -d 'Without what calls wakeups.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" no-desktop' -l 'no-desktop' -d 'Without what tells of turns on a desktop.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps"' -l 'with' -d 'Also an optional package, or all of them.' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config deps" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" no-system-deps' -l 'no-system-deps' -d 'Install no packages.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" no-service' -l 'no-service' -d 'Set up neither wakeups nor the service.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" no-start-service' -l 'no-start-service' -d 'Do not start the service.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap"' -l 'with' -d 'Also an optional package, or all of them.' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" yes' -l 'yes' -d 'Do not ask.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config bootstrap" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" strict' -l 'strict' -d 'Exit with 1 when something is weak.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config model" -eq 1' -fa 'list' -d 'List the installed models and the configured one'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config model" -eq 1' -fa 'use' -d 'Choose the model that answers'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config model" -eq 1' -fa 'probe' -d 'Ask the endpoint which models it has'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config model" -eq 1' -fa 'install' -d 'Install the local model, or another one from a GGUF file'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config model" -eq 1' -fa 'serve' -d 'Start the local model\'s server in the background'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config model" -eq 1' -fa 'stop' -d 'End the local model\'s server'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_positional "agent-config model" -eq 1' -fa 'status' -d 'Tell whether the local model\'s server runs'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" provider' -l 'provider' -d 'How to speak to the endpoint.' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" base-url' -l 'base-url' -d 'Prefix of the endpoint.' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model use" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" base-url' -l 'base-url' -d 'Another endpoint than the configured one.' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" timeout' -l 'timeout' -d 'Give up after so long [10s].' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model probe" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" gguf' -l 'gguf' -d 'Another model\'s file.' -rF
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" name' -l 'name' -d 'What to call it [the file\'s name].' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model install" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" model' -l 'model' -d 'The installed model to serve.' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" idle-exit' -l 'idle-exit' -d 'End after so long without requests [local_idle_exit].' -rfka ''
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model serve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model stop" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model status" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model status" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model status" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model status" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model status" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model status" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-config_complete_directories)'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model status" version' -l 'version' -d 'Show the version.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config model status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-config' -n '__agent-config_should_offer_completions_for_flags_or_options "agent-config help" version' -l 'version' -d 'Show the version.'
