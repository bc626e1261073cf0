package io.tocsin.server.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What receivers were sent, as text: by path or address, in the order of arrival there. What differs from run to run is
 * replaced by names: ports, dates, boundaries, the random parts of message ids.
 */
final class ReceiverTranscript {
    /** Headers that say how a request was sent, not what. */
    private static final Set<String> LEFT_OUT = Set.of("host", "content-length", "accept-encoding", "connection");

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)^Content-Type: multipart/.*boundary=\"?([^\";]+)\"?.*");

    private ReceiverTranscript() {}

    static String of(List<RequestRecorder.Request> requests, List<MailRecorder.Mail> mails) {
        SortedMap<String, List<String>> deliveries = new TreeMap<>();
        for (var request : requests) {
            deliveries
                    .computeIfAbsent(request.method() + " " + request.target(), ignored -> new ArrayList<>())
                    .add(describe(request));
        }
        for (var mail : mails) {
            deliveries
                    .computeIfAbsent("mail " + recipient(mail), ignored -> new ArrayList<>())
                    .add(describe(mail));
        }
        var out = new StringBuilder();
        deliveries.forEach((to, texts) -> {
            for (int i = 0; i < texts.size(); i++) {
                out.append("--- " + to + ", " + (i + 1) + "\n")
                        .append(texts.get(i))
                        .append("\n");
            }
        });
        return out.toString();
    }

    private static String describe(RequestRecorder.Request request) {
        var out = new StringBuilder();
        request.headers().stream()
                .filter(header -> !LEFT_OUT.contains(header.split(":", 2)[0].toLowerCase(Locale.ROOT)))
                .map(header -> header.replaceAll("(Alertmanager)/\\d\\S*", "$1/<version>"))
                .sorted()
                .forEach(header -> out.append(header).append("\n"));
        return out.append("\n")
                .append(withoutPorts(JsonLayout.of(GoldenFiles.withoutRouteLabels(request.body()))))
                .toString();
    }

    private static String recipient(MailRecorder.Mail mail) {
        return mail.commands().stream()
                .filter(command -> command.regionMatches(true, 0, "RCPT TO:", 0, 8))
                .findFirst()
                .orElseThrow();
    }

    /** The headers in order of their names: those that the original makes come in any order. */
    private static String describe(MailRecorder.Mail mail) {
        String boundary = mail.lines().stream()
                .map(BOUNDARY::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(found -> found.group(1))
                .orElse("no boundary");
        List<String> lines = mail.lines().stream()
                .map(line -> withoutChance(line.replace(boundary, "<boundary>")).replace("\r", "<CR>"))
                .toList();
        int body = Math.max(0, lines.indexOf(""));
        var out = new ArrayList<String>();
        mail.commands().forEach(command -> out.add("> " + command));
        out.addAll(unfolded(lines.subList(0, body)));
        out.addAll(lines.subList(body, lines.size()));
        return withoutPorts(String.join("\n", out)) + "\n";
    }

    private static List<String> unfolded(List<String> headers) {
        return String.join("\n", headers)
                .replaceAll("\n(?=[ \t])", "<folded>")
                .lines()
                .sorted()
                .toList();
    }

    private static String withoutChance(String line) {
        return line.replaceAll("^Date: .*", "Date: <date>")
                .replaceAll("(?i)^(Message-Id): <\\d+\\.\\d+@[^>]+>", "$1: <<number>.<number>@<host>>")
                .replaceAll("(alert-[0-9a-f]{16})-\\d{4}-\\d\\d-\\d\\d@", "$1-<today>@");
    }

    private static String withoutPorts(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:<port>");
    }
}
