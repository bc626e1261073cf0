package io.tocsin.server.amtool;

import io.tocsin.server.flags.Command;

/**
 * The commands of {@code amtool} with their help: all of the original's, and our own.
 *
 * @see "Upstream: cli, v0.34.0"
 */
final class AmtoolProgram {
    private static final String QUERY_HELP = """
        Show alerts.

          amtool alert query alertname=foo node=bar
          amtool alert query foo node=bar
          amtool alert query 'alertname=~foo.*'

        Arguments are matchers, with =, !=, =~ or !~. A first argument that is none is
        the alertname. Without a flag for a state, active alerts are shown.\
        """;
    private static final String ADD_HELP = """
        Post an alert.

          amtool alert add alertname=foo node=bar
          amtool alert add foo node=bar --annotation=summary='all about it'

        A first argument without = is the alertname.\
        """;
    private static final String SILENCE_ADD_HELP = """
        Add a silence, and print its id.

          amtool silence add alertname=foo node=bar -c 'disk is being replaced'
          amtool silence add foo -d 2d -c 'see the ticket' --annotation ticket=OPS-17
          amtool silence add 'instance=~"db-.+"' --end 2030-01-01T08:00:00Z -c 'move'

        Arguments are matchers, with =, !=, =~ or !~; alerts that satisfy all of them
        are silent. A first argument that is none is the alertname.\
        """;
    private static final String SILENCE_IMPORT_HELP = """
        Add the silences of a JSON list, and print their ids.

          amtool silence query -o json foo > foo.json
          amtool silence import foo.json

        Without a file the list is read from standard input. A silence whose id the
        server has is updated, the others are added.\
        """;
    private static final String SILENCE_UPDATE_HELP = """
        Change silences.

          amtool silence update 0a7ebd3a-8a3c-4b8e-a3a5-6c7a3a7fd9f1 -d 4h

        What cannot be changed in place, such as a start that has passed, ends the
        silence and adds another: the ids printed are those that hold from then on.\
        """;
    private static final String SILENCE_QUERY_HELP = """
        Show silences that have not ended.

          amtool silence query alertname=foo node=bar
          amtool silence query foo --within 8h
          amtool silence query --expired --within 2d

        Arguments are matchers, with =, !=, =~ or !~; shown are the silences that hold
        all of them. A first argument that is none is the alertname. Times have the
        units s, m, h, d and w.\
        """;
    private static final String CHECK_HELP = """
        Check configuration files, or standard input when none is named.

        Prints a verdict for each file, and every problem with its line, its column and
        a hint.\
        """;
    private static final String CONFIG_HELP = """
        Show the configuration that the server runs on.

        simple: the configuration, secrets masked. extended: also versions and start.
        json: the whole status.\
        """;
    private static final String ROUTES_HELP = """
        Draw the routing tree of the server, or of a file.

          amtool config routes
          amtool config routes --config.file=alertmanager.yml\
        """;
    private static final String ROUTES_TEST_HELP = """
        Print the receivers that an alert with these labels goes to.

          amtool config routes test team=db severity=page
          amtool config routes test --config.file=alertmanager.yml team=db --tree
          amtool config routes test team=db --verify.receivers=db-pager,db-mail

        With --verify.receivers the exit status is 1 if the alert goes elsewhere.\
        """;
    private static final String RENDER_HELP = """
        Print what a template says.

          amtool template render --template.glob='templates/*.tmpl' \\
              --template.text='{{ template "slack.default.title" . }}'

        The built-in templates are there, and those of the files. Without
        --template.data a message with one alert that fires and one that is resolved is
        what the template is told.\
        """;
    private static final String EXPLAIN_HELP = """
        Tocsin's own: say why alerts are sent, or are not.

          amtool explain alertname=foo node=bar
          amtool explain foo
          amtool explain --fingerprint=4b1c7a0d2f3e5a69

        Arguments are matchers, with =, !=, =~ or !~. A first argument that is none is
        the alertname. Where no alert fits and every matcher says =, they are taken for
        the labels of an alert that somebody might post.\
        """;
    private static final String HISTORY_HELP = """
        Tocsin's own: say what was done, newest first: who was notified of what, what
        failed, what was kept back and by what, and who changed which silence.

          amtool history
          amtool history alertname=foo --since 2h
          amtool history foo --receiver team-db --kind notification
          amtool history --silence 0a7ebd3a-8a3c-4b8e-a3a5-6c7a3a7fd9f1

        Arguments are matchers, with =, !=, =~ or !~, that all have to match one alert;
        a first argument that is none is the alertname. A flush that kept nothing back
        is shown with -o extended, or when --kind asks for flushes. Times may be
        written as 2h, or as 2006-01-02T15:04:05-07:00.\
        """;
    private static final String RECEIVER_TEST_HELP = """
        Tocsin's own: have the server send a test notification, and print what became
        of it.

          amtool receiver test team-db
          amtool receiver test team-db severity=page --annotation summary='all about it'
          amtool receiver test team-db --integration slack --resolved

        The first argument is the receiver, the others are labels of the alert, whose
        name and texts end with [TEST] over there. Without labels a sample is sent.
        The exit status is 1 if an integration could not deliver it.

        The server allows it to callers that it knows: see --web.permit.\
        """;
    private static final String STATE_EXPORT_HELP = """
        Tocsin's own: write the silences and the notification log into a directory, as
        the files from which Alertmanager starts.

          amtool state export --storage.path=data /var/lib/alertmanager
          amtool state export --alertmanager.url=http://localhost:9093 backup

        With --storage.path the server has to be stopped; otherwise the one that runs is
        asked. Files that hold something else are not replaced without --force. The exit
        status is 1 if something had to be left out.\
        """;
    private static final String LISTEN_HELP = """
        Tocsin's own: print the notifications that arrive here.

          webhook_configs: [{url: "http://127.0.0.1:5001/"}]

        The address is :5001 unless given. Without a host it is the loopback address;
        0.0.0.0:5001 is every address. With -o json bodies are printed as they came, one
        per line.\
        """;

    private static final String RULES_CHECK_HELP = """
        Tocsin's own: check files of rules, as promtool check rules does.

          amtool rules check rules/*.yml

        Without a file, standard input is checked. Prints a verdict for each, and every
        problem with its line, its column and a hint. The exit status is 1 if a file
        cannot be loaded; with --strict also if there are warnings, such as two rules
        that make the same series.\
        """;

    private static final String RULES_TEST_HELP = """
        Tocsin's own: run unit tests of rules, as promtool test rules does.

          amtool rules test tests/*.yml
          amtool rules test --run 'disk.*' tests/disk.yml

        The files have promtool's format; docs/amtool.md describes it. Of what is not as
        a test wants it, - is what was expected and is missing, + what is there instead.
        The exit status is 1 if a test fails.\
        """;

    private AmtoolProgram() {}

    /** What the command line may say. */
    static Command program() {
        return Command.named("amtool", """
            Ask a running Alertmanager, and check its configuration.

            Defaults of flags are read from $HOME/.config/amtool/config.yml, or else from
            /etc/amtool/config.yml: YAML, one flag per line, such as
            "alertmanager.url: http://localhost:9093". What the command line says wins.\
            """)
                .flags(
                        AmtoolFlags.DATE_FORMAT,
                        AmtoolFlags.VERBOSE,
                        AmtoolFlags.URL,
                        AmtoolFlags.OUTPUT,
                        AmtoolFlags.TIMEOUT,
                        AmtoolFlags.HTTP_CONFIG,
                        AmtoolFlags.VERSION_CHECK,
                        AmtoolFlags.FEATURES)
                .command(Command.named("help", "Show help for a command.")
                        .arguments("command")
                        .build())
                .command(alert())
                .command(silence())
                .command(Command.named("check-config", CHECK_HELP)
                        .flags(AmtoolFlags.STRICT)
                        .arguments("check-files")
                        .build())
                .command(Command.named("cluster", "Show the cluster.")
                        .command(Command.named("show", "Show the cluster: its state and its members.")
                                .asDefault()
                                .build())
                        .build())
                .command(config())
                .command(Command.named("template", "Try templates.")
                        .command(Command.named("render", RENDER_HELP)
                                .required(AmtoolFlags.TEMPLATE_GLOB, AmtoolFlags.TEMPLATE_TEXT)
                                .flags(AmtoolFlags.TEMPLATE_TYPE, AmtoolFlags.TEMPLATE_DATA)
                                .build())
                        .build())
                .command(Command.named("explain", EXPLAIN_HELP)
                        .flags(AmtoolFlags.FINGERPRINT, AmtoolFlags.EXPLAIN_LIMIT)
                        .arguments("matcher-groups")
                        .build())
                .command(Command.named("history", HISTORY_HELP)
                        .flags(AmtoolFlags.HISTORY_SINCE, AmtoolFlags.HISTORY_UNTIL, AmtoolFlags.HISTORY_LIMIT)
                        .flags(AmtoolFlags.HISTORY_RECEIVER, AmtoolFlags.HISTORY_GROUP, AmtoolFlags.HISTORY_SILENCE)
                        .flags(AmtoolFlags.HISTORY_KIND, AmtoolFlags.HISTORY_FINGERPRINT)
                        .arguments("matcher-groups")
                        .build())
                .command(Command.named("receiver", "Test receivers.")
                        .command(Command.named("test", RECEIVER_TEST_HELP)
                                .flags(AmtoolFlags.ANNOTATION, AmtoolFlags.RESOLVED, AmtoolFlags.INTEGRATION)
                                .arguments("receiver-and-labels")
                                .build())
                        .build())
                .command(Command.named("rules", "Check and test alerting and recording rules.")
                        .command(Command.named("check", RULES_CHECK_HELP)
                                .flags(AmtoolFlags.STRICT)
                                .arguments("files")
                                .build())
                        .command(Command.named("test", RULES_TEST_HELP)
                                .flags(AmtoolFlags.STRICT, AmtoolFlags.RUN)
                                .arguments("files")
                                .build())
                        .build())
                .command(Command.named("state", "Take what the server remembers elsewhere.")
                        .command(Command.named("export", STATE_EXPORT_HELP)
                                .flags(AmtoolFlags.STORAGE_PATH, AmtoolFlags.OVERWRITE)
                                .argument("directory")
                                .build())
                        .build())
                .command(Command.named("webhook", "Receive notifications.")
                        .command(Command.named("listen", LISTEN_HELP)
                                .argument("address")
                                .build())
                        .build())
                .build();
    }

    private static Command alert() {
        return Command.named("alert", "Show and post alerts.")
                .command(Command.named("query", QUERY_HELP)
                        .flags(
                                AmtoolFlags.INHIBITED,
                                AmtoolFlags.SILENCED,
                                AmtoolFlags.ACTIVE,
                                AmtoolFlags.UNPROCESSED,
                                AmtoolFlags.RECEIVER)
                        .arguments("matcher-groups")
                        .asDefault()
                        .build())
                .command(Command.named("add", ADD_HELP)
                        .flags(AmtoolFlags.GENERATOR_URL, AmtoolFlags.START, AmtoolFlags.END, AmtoolFlags.ANNOTATION)
                        .arguments("labels")
                        .build())
                .build();
    }

    private static Command config() {
        return Command.named("config", CONFIG_HELP)
                .command(Command.named("show", CONFIG_HELP).asDefault().build())
                .command(Command.named("routes", ROUTES_HELP)
                        .flags(AmtoolFlags.CONFIG_FILE)
                        .command(Command.named("show", ROUTES_HELP).asDefault().build())
                        .command(Command.named("test", ROUTES_TEST_HELP)
                                .flags(AmtoolFlags.VERIFY_RECEIVERS, AmtoolFlags.TREE)
                                .arguments("labels")
                                .build())
                        .build())
                .build();
    }

    private static Command silence() {
        return Command.named("silence", "Show, add, change and expire silences.")
                .command(Command.named("add", SILENCE_ADD_HELP)
                        .flags(AmtoolFlags.AUTHOR, AmtoolFlags.REQUIRE_COMMENT, AmtoolFlags.DURATION)
                        .flags(AmtoolFlags.SILENCE_START, AmtoolFlags.SILENCE_END, AmtoolFlags.COMMENT)
                        .flags(AmtoolFlags.SILENCE_ANNOTATION)
                        .arguments("matcher-groups")
                        .build())
                .command(Command.named("expire", "End silences now.")
                        .arguments("silence-ids")
                        .build())
                .command(Command.named("import", SILENCE_IMPORT_HELP)
                        .flags(AmtoolFlags.FORCE, AmtoolFlags.WORKERS)
                        .argument("input-file")
                        .build())
                .command(Command.named("query", SILENCE_QUERY_HELP)
                        .flags(AmtoolFlags.EXPIRED, AmtoolFlags.QUIET, AmtoolFlags.CREATED_BY, AmtoolFlags.ID)
                        .flags(AmtoolFlags.WITHIN)
                        .arguments("matcher-groups")
                        .asDefault()
                        .build())
                .command(Command.named("update", SILENCE_UPDATE_HELP)
                        .flags(AmtoolFlags.QUIET, AmtoolFlags.NEW_DURATION)
                        .flags(AmtoolFlags.SILENCE_START, AmtoolFlags.SILENCE_END, AmtoolFlags.COMMENT)
                        .arguments("update-ids")
                        .build())
                .build();
    }
}
