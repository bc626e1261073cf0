package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
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

/** Sends all requests of a {@link RequestSet} to one process and writes down the answers. */
final class RequestRun {
    private static final String SEPARATOR = "\n## ";
    /** A time that the server made while it answered an earlier request: how long ago that was says nothing. */
    private static final Pattern EARLIER = Pattern.compile("T~-\\d+\\.\\d+s");
    /** Keeps apart what the server made for one request and for the next; the API shows milliseconds. */
    private static final long GAP_MILLIS = 2;
    /** These depend on the moment, the connection or the way the length is told, not on the answer. */
    private static final Set<String> UNTOLD_HEADERS =
            unordered("Date", "Content-Length", "Connection", "Transfer-Encoding");

    private RequestRun() {}

    /** The answers by the name of the request. */
    static Map<String, String> run(Path program, Path folder, RequestSet set) throws IOException, InterruptedException {
        var answers = new LinkedHashMap<String, String>();
        Path own = Files.createDirectories(folder.resolve(set.recording()));
        try (var process = AlertmanagerProcess.start(program, own, set.config(), set.flags())
                .awaitReady()) {
            var names = new Names(new SilenceIds(), new PostedTimes(Instant.now()));
            for (Request request : set.requests()) {
                Thread.sleep(request.pause().toMillis() + GAP_MILLIS);
                var times = new RelativeTimes(Instant.now());
                String answer = describe(request, process, times, names);
                answers.put(request.name(), EARLIER.matcher(answer).replaceAll("T~before"));
            }
        }
        return answers;
    }

    /** What requests of one set call by name, because it differs from run to run. */
    private record Names(SilenceIds silences, PostedTimes times) {
        HttpAnswer send(HttpExchange request, AlertmanagerProcess process) {
            byte[] body = request.body();
            // Some bodies are no UTF-8, on purpose; in this charset every byte stays what it is.
            byte[] timed = body == null
                    ? null
                    : times.withTimestamps(new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
            return silences.withIds(new HttpExchange(request.method(), request.target(), request.headers(), timed))
                    .sendTo(process.address());
        }

        String in(HttpAnswer answer) {
            return times.withNames(silences.withNames(answer.text()));
        }
    }

    private static String describe(Request request, AlertmanagerProcess process, RelativeTimes times, Names names) {
        HttpAnswer answer = names.send(request.exchange(), process);
        var out = new StringBuilder(
                request.exchange().method() + " " + request.exchange().target() + " -> ");
        out.append(answer.status() == HttpAnswer.NO_ANSWER ? "no answer" : answer.status())
                .append('\n');
        answer.headers().forEach((name, value) -> {
            if (!UNTOLD_HEADERS.contains(name)) {
                // Deviation D-070: ours may come compressed, and say so.
                String comparable = value.replace("Origin, Accept-Encoding", "Origin");
                out.append(canonical(name) + ": " + comparable + "\n");
            }
        });
        if (request.comparison() != Request.Comparison.STATUS) {
            out.append(times.inAnswer(GoldenFiles.withoutRouteLabels(names.in(answer))));
            out.append(answer.text().isEmpty() || answer.text().endsWith("\n") ? "" : "(no line end)\n");
        }
        // The original lists these in an order that changes from one request to the next.
        String told = out.toString().replace("GET,POST", "POST,GET").replace("DELETE,GET", "GET,DELETE");
        String show = request.show();
        if (show == null) {
            return told;
        }
        HttpAnswer stored = names.send(HttpExchange.get(show), process);
        String shown = JsonLayout.of(GoldenFiles.withoutRouteLabels(names.in(stored)));
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
