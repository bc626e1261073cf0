package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.server.durability.AlertBook;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Alerts by name, as whoever posts them once and never again does. The group is the name up to a slash: without one it is
 * the only alert of its group.
 */
final class Alerts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 100;
    private static final Duration FIRES_FOR = Duration.ofHours(2);

    private Alerts() {}

    /** {@code prefix-0} and so on. */
    static List<String> named(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
    }

    /** {@code prefix-0/member} and so on. */
    static List<String> inGroups(String prefix, int from, int to, String member) {
        return IntStream.range(from, to)
                .mapToObj(i -> prefix + "-" + i + "/" + member)
                .toList();
    }

    static String groupOf(String name) {
        return name.split("/", 2)[0];
    }

    /** The request that says that they fire, for longer than any test. */
    static HttpExchange firing(List<String> names) {
        return posting(names, Instant.now().plus(FIRES_FOR));
    }

    /** The request that says that they fire, and not until when: {@code resolve_timeout} counts. */
    static HttpExchange firingOpenEnd(List<String> names) {
        return posting(names, null);
    }

    /** The request that says that they have ended now, by the clock of this process. */
    static HttpExchange resolved(List<String> names) {
        return resolved(names, Instant.now());
    }

    static HttpExchange resolved(List<String> names, Instant end) {
        return posting(names, end);
    }

    private static HttpExchange posting(List<String> names, @Nullable Instant end) {
        ArrayNode body = JSON.createArrayNode();
        for (String name : names) {
            ObjectNode alert = body.addObject();
            alert.putObject("labels")
                    .put("alertname", "A")
                    .put("grp", groupOf(name))
                    .put(AlertBook.NAME, name);
            if (end != null) {
                alert.put("endsAt", end.toString());
            }
        }
        return HttpExchange.post("/api/v2/alerts", body.toString());
    }

    /** Sends them in batches, each once, and each answered 200. */
    static void post(
            List<String> names,
            Function<List<String>, HttpExchange> request,
            Function<HttpExchange, HttpAnswer> destination) {
        for (int i = 0; i < names.size(); i += BATCH) {
            List<String> batch = names.subList(i, Math.min(names.size(), i + BATCH));
            HttpAnswer answer = destination.apply(request.apply(batch));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }
}
