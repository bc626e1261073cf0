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
            Pattern.compile("(?im)^Content-Type: multipart/.*\\s*boundary=\"?([^\";\n]+)");

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

    /** What a transcript says of each delivery, by its head. */
    static SortedMap<String, String> deliveries(String transcript) {
        var deliveries = new TreeMap<String, String>();
        for (String delivery : transcript.split("(?m)^--- (?=POST |GET |mail )")) {
            int end = delivery.indexOf('\n');
            if (end > 0) {
                deliveries.put(delivery.substring(0, end), delivery.substring(end + 1));
            }
        }
        return deliveries;
    }

    private static String describe(RequestRecorder.Request request) {
        var out = new StringBuilder();
        request.headers().stream()
                .filter(header -> !LEFT_OUT.contains(header.split(":", 2)[0].toLowerCase(Locale.ROOT)))
                .map(ReceiverTranscript::canonical)
                .map(header -> header.replaceAll("(Alertmanager)/\\d\\S*", "$1/<version>"))
                .sorted()
                .forEach(header -> out.append(header).append("\n"));
        return out.append("\n")
                .append(withoutPorts(JsonLayout.of(GoldenFiles.withoutRouteLabels(request.body()))))
                .toString();
    }

    /** The case of a name in HTTP means nothing. */
    private static String canonical(String header) {
        int end = header.indexOf(':');
        return Pattern.compile("\\b[a-z]")
                        .matcher(header.substring(0, end))
                        .replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT))
                + header.substring(end);
    }

    private static String recipient(MailRecorder.Mail mail) {
        return mail.commands().stream()
                .filter(command -> command.regionMatches(true, 0, "RCPT TO:", 0, 8))
                .findFirst()
                .orElseThrow();
    }

    /** The headers in order of their names: those that the original makes come in any order. */
    private static String describe(MailRecorder.Mail mail) {
        Matcher found = BOUNDARY.matcher(String.join("\n", mail.lines()));
        String boundary = found.find() ? found.group(1) : "no boundary";
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
