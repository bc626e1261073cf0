package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Matcher;
import io.tocsin.server.flags.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code amtool history}: prints what the server did, page by page, newest first. */
final class HistoryCommand {
    /** Entries that are asked for at a time. */
    private static final int PAGE_MIN = 100;

    private static final int PAGE_MAX = 1_000;

    private static final String UNKNOWN =
            "Warning: there are entries about alerts whose labels nobody knows any more, so that"
                    + " matchers cannot find them; name all labels in braces, or --fingerprint, or look at their group.";

    private final Session session;
    private final long limit;
    private long shown;

    private boolean hasUnknown;

    /** Whether there was something that fits and is no news. */
    private boolean hasPassedOver;

    HistoryCommand(Session session) {
        this.session = requireNonNull(session, "session");
        this.limit = session.line().value(AmtoolFlags.HISTORY_LIMIT);
    }

    int history() throws CommandFailure {
        if (limit < 0) {
            throw new CommandFailure("--limit: " + limit + " (expected: at least 1, or 0 for all)");
        }
        List<Map.Entry<String, String>> parameters = parameters();
        try (ApiClient client = session.checkedClient()) {
            return session.output() == OutputFormat.JSON ? json(client, parameters) : text(client, parameters);
        }
    }

    private List<Map.Entry<String, String>> parameters() throws CommandFailure {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String alert : alerts()) {
            parameters.add(Map.entry("alert", alert));
        }
        add(parameters, "alert", AmtoolFlags.HISTORY_FINGERPRINT);
        add(parameters, "group", AmtoolFlags.HISTORY_GROUP);
        add(parameters, "receiver", AmtoolFlags.HISTORY_RECEIVER);
        add(parameters, "silence", AmtoolFlags.HISTORY_SILENCE);
        for (String kind : session.line().values(AmtoolFlags.HISTORY_KIND)) {
            parameters.add(Map.entry("kind", kind));
        }
        add(parameters, "since", AmtoolFlags.HISTORY_SINCE);
        add(parameters, "until", AmtoolFlags.HISTORY_UNTIL);
        return parameters;
    }

    /** Matchers; in braces as other commands print the labels of an alert, too. */
    private List<String> alerts() throws CommandFailure {
        List<String> arguments = session.arguments();
        if (!arguments.isEmpty() && arguments.get(0).startsWith("{")) {
            return arguments;
        }
        return MatcherArguments.parsed(arguments, session.matchers()).stream()
                .map(Matcher::toString)
                .toList();
    }

    private void add(List<Map.Entry<String, String>> parameters, String name, Flag<String> flag) {
        String text = session.line().text(flag);
        if (!text.isEmpty()) {
            parameters.add(Map.entry(name, text));
        }
    }

    private int text(ApiClient client, List<Map.Entry<String, String>> parameters) throws CommandFailure {
        boolean isExtended = session.output() == OutputFormat.EXTENDED;
        HistoryLines lines = new HistoryLines(session.dates(), isExtended);
        boolean isAll = isExtended || session.line().isGiven(AmtoolFlags.HISTORY_KIND);
        String next = pages(client, parameters, entry -> {
            boolean isShown = isAll || HistoryLines.isNews(entry);
            if (isShown) {
                int unused = session.print(lines.of(entry));
            } else {
                hasPassedOver = true;
            }
            return isShown;
        });
        if (hasUnknown) {
            session.terminal().err().println(UNKNOWN);
        }
        if (shown == 0) {
            return session.print(nothing(parameters.isEmpty()));
        }
        return next.isEmpty() ? 0 : session.print("\nthere are older entries; --limit shows more of them\n");
    }

    private String nothing(boolean isAllAskedFor) {
        if (hasPassedOver) {
            return "nothing but flushes that kept nothing back; -o extended or --kind flush shows them\n";
        }
        return isAllAskedFor
                ? "nothing has happened yet\n"
                : "nothing fits; \"amtool history\" alone shows everything\n";
    }

    private int json(ApiClient client, List<Map.Entry<String, String>> parameters) throws CommandFailure {
        session.terminal().out().print("{\"entries\":[");
        String next = pages(client, parameters, entry -> {
            int unused = session.print((shown == 0 ? "" : ",") + entry.print());
            return true;
        });
        return session.print("]" + (next.isEmpty() ? "" : ",\"next\":" + next) + "}\n");
    }

    /** Prints entries. */
    @FunctionalInterface
    private interface Printer {
        /** @return false if it is none that counts */
        boolean print(JsonValue entry) throws CommandFailure;
    }

    /** @return where the next page would begin; empty if there is none */
    private String pages(ApiClient client, List<Map.Entry<String, String>> parameters, Printer printer)
            throws CommandFailure {
        String next = "";
        do {
            List<Map.Entry<String, String>> page = new ArrayList<>(parameters);
            page.add(Map.entry("limit", String.valueOf(pageSize())));
            if (!next.isEmpty()) {
                page.add(Map.entry("before", next));
            }
            JsonValue answer = client.get(Operation.HISTORY, page);
            if (!(answer.get("entries") instanceof JsonValue.Items entries)) {
                throw new CommandFailure("the answer is no history; is --alertmanager.url a Tocsin server?");
            }
            for (JsonValue entry : entries.items()) {
                if (isFull()) {
                    return before(entry);
                }
                shown += printer.print(entry) ? 1 : 0;
            }
            hasUnknown |= answer.fields().containsKey("unknownAlerts");
            next = answer.fields().containsKey("next") ? answer.get("next").print() : "";
        } while (!next.isEmpty() && !isFull());
        return next;
    }

    private long pageSize() {
        return limit == 0 ? PAGE_MAX : Math.min(PAGE_MAX, Math.max(PAGE_MIN, limit - shown));
    }

    /** Where a page begins of which {@code entry} is the first one. */
    private static String before(JsonValue entry) throws CommandFailure {
        String id = entry.get("id").print();
        try {
            return String.valueOf(Long.parseLong(id) + 1);
        } catch (NumberFormatException e) {
            throw new CommandFailure("the answer has an entry with the id " + id + " (expected: a number)", e);
        }
    }

    private boolean isFull() {
        return limit > 0 && shown >= limit;
    }
}
