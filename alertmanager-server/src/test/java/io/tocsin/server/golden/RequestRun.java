package io.tocsin.server.golden;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Sends all {@link Request}s, one after the other, to one process and writes down the answers. */
final class RequestRun {
    private static final String CONFIG = """
            route: {receiver: default}
            receivers: [{name: default}, {name: other}]
            """;
    private static final String SEPARATOR = "\n## ";
    /** These depend on the moment, the connection or the way the length is told, not on the answer. */
    private static final Set<String> UNTOLD_HEADERS =
            unordered("Date", "Content-Length", "Connection", "Transfer-Encoding");

    private RequestRun() {}

    /** The answers by the name of the request. */
    static Map<String, String> run(Path program, Path folder, List<Request> requests) {
        var answers = new LinkedHashMap<String, String>();
        try (var process =
                AlertmanagerProcess.start(program, folder, CONFIG, List.of()).awaitReady()) {
            for (Request request : requests) {
                var times = new RelativeTimes(Instant.now());
                answers.put(request.name(), describe(request, process, times));
            }
        }
        return answers;
    }

    private static String describe(Request request, AlertmanagerProcess process, RelativeTimes times) {
        HttpAnswer answer = request.exchange().sendTo(process.address());
        var out = new StringBuilder(
                request.exchange().method() + " " + request.exchange().target() + " -> ");
        out.append(answer.status() == HttpAnswer.NO_ANSWER ? "no answer" : answer.status())
                .append('\n');
        answer.headers().forEach((name, value) -> {
            if (!UNTOLD_HEADERS.contains(name)) {
                out.append(canonical(name) + ": " + value + "\n");
            }
        });
        if (request.comparison() != Request.Comparison.STATUS) {
            out.append(times.inAnswer(GoldenFiles.withoutRouteLabels(answer.text())));
            out.append(answer.text().isEmpty() || answer.text().endsWith("\n") ? "" : "(no line end)\n");
        }
        // The original lists these two in an order that changes from one request to the next.
        String told = out.toString().replace("GET,POST", "POST,GET");
        String show = request.show();
        if (show == null) {
            return told;
        }
        String shown =
                JsonLayout.of(GoldenFiles.withoutRouteLabels(process.get(show).text()));
        return told + "then GET " + show + "\n" + times.inAnswer(shown);
    }

    /** Names of headers are the same in any case; the original writes capitals. */
    private static String canonical(String name) {
        return Pattern.compile("(?<=^|-)[a-z]")
                .matcher(name)
                .replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
    }

    /** One text with a section per request, for the file of recorded answers. */
    static String join(Map<String, String> answers) {
        var sections = new ArrayList<String>();
        answers.forEach((name, text) -> sections.add(SEPARATOR + name + "\n" + text));
        return String.join("", sections);
    }

    /** The reverse of {@link #join}. */
    static Map<String, String> split(String text) {
        var answers = new LinkedHashMap<String, String>();
        for (String section : text.split(SEPARATOR)) {
            int line = section.indexOf('\n');
            if (line > 0) {
                answers.put(section.substring(0, line), section.substring(line + 1));
            }
        }
        return answers;
    }

    private static Set<String> unordered(String... names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
