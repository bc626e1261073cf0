package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Posts silences as people and tools make them: nine in ten name a pod and a namespace, one in ten has a regular expression,
 * of four kinds in turn. Every second one silences an alert of the load.
 */
final class SilencePosts {
    /** Silences whose number is not an alert's begin here. */
    private static final int STRANGERS = 5_000_000;

    private static final Duration LENGTH = Duration.ofHours(2);

    private SilencePosts() {}

    /**
     * Posts the silences {@code from} (inclusive) to {@code to} (exclusive) one after the other over one connection.
     *
     * @return the seconds that it took
     */
    static double post(RunningServer server, int from, int to) throws IOException {
        long began = System.nanoTime();
        try (Connection connection = new Connection(server.address())) {
            for (int i = from; i < to; i++) {
                connection.exchange(request(server.host(), i));
            }
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** The same over {@code connections} side by side, each in a closed loop. */
    static ClosedLoop.Result post(RunningServer server, int from, int to, int connections)
            throws IOException, InterruptedException {
        return ClosedLoop.run(server.address(), connections, (number, connection, share) -> {
            for (int i = from + number; i < to; i += connections) {
                ByteBuffer request = request(server.host(), i);
                long sent = System.nanoTime();
                connection.exchange(request);
                share.answered(System.nanoTime() - sent, 1);
            }
        });
    }

    private static ByteBuffer request(String host, int index) {
        String body = body(index, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return ByteBuffer.wrap(("POST /api/v2/silences HTTP/1.1\r\nHost: " + host
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }

    static String body(int index, Instant now) {
        return "{\"matchers\":[" + matchers(index) + "],\"startsAt\":\"" + now + "\",\"endsAt\":\"" + now.plus(LENGTH)
                + "\",\"createdBy\":\"operator\",\"comment\":\"maintenance " + index + "\"}";
    }

    private static String matchers(int index) {
        int number = (index % 2 == 0 ? 0 : STRANGERS) + index / 2;
        String id = "%010d".formatted(number);
        boolean isRegex = index % 20 == 8 || index % 20 == 17;
        if (!isRegex) {
            return equal("namespace", AlertText.namespace(number)) + "," + equal("instance", instance(id));
        }
        return switch (index / 20 % 4) {
            case 0 -> regex("instance", instance(id) + "|" + instance("%010d".formatted(number + 1)));
            case 1 -> regex("instance", "ip-" + id + ".*");
            case 2 -> equal("namespace", AlertText.namespace(number)) + "," + regex("pod", ".+-" + id);
            default -> regex("pod", "[a-z]+-[0-9a-f]+-" + id.substring(0, 9) + "[0-4]");
        };
    }

    private static String instance(String id) {
        return "ip-" + id + ".compute.internal:9100";
    }

    private static String equal(String name, String value) {
        return matcher(name, value, false);
    }

    private static String regex(String name, String value) {
        return matcher(name, value, true);
    }

    private static String matcher(String name, String value, boolean isRegex) {
        return "{\"name\":\"" + name + "\",\"value\":\"" + value + "\",\"isRegex\":" + isRegex + ",\"isEqual\":true}";
    }
}
