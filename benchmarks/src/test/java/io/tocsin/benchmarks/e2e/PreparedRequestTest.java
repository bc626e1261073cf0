package io.tocsin.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PreparedRequestTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");

    @Test
    void body_ofBatch_holdsTenLabelsAndThreeAnnotationsEach() throws IOException {
        PreparedRequest request = PreparedRequest.of("localhost:9093", 0, 64, AlertText::severity);
        request.startsAt(START);

        List<Map<String, String>> alerts = alertsOf(request);

        assertThat(alerts).hasSize(64).allSatisfy(alert -> {
            assertThat(alert.keySet())
                    .filteredOn(key -> key.startsWith("labels."))
                    .hasSize(10);
            assertThat(alert.keySet())
                    .filteredOn(key -> key.startsWith("annotations."))
                    .hasSize(3);
            assertThat(alert).containsEntry("startsAt", "2026-03-01T10:00:00.250Z");
        });
    }

    @Test
    void numberFrom_nextGeneration_makesOtherAlerts() throws IOException {
        // given
        PreparedRequest request = PreparedRequest.of("localhost:9093", 10, 12, AlertText::severity);
        request.numberFrom(0);
        List<Map<String, String>> first = alertsOf(request);
        // when
        request.numberFrom(1000);
        // then
        assertThat(first.get(1)).containsEntry("labels.instance", "ip-0000000011.compute.internal:9100");
        assertThat(alertsOf(request).get(1)).containsEntry("labels.instance", "ip-0000001011.compute.internal:9100");
    }

    @Test
    void endsAt_stamped_movesEveryAlert() throws IOException {
        PreparedRequest request = PreparedRequest.of("localhost:9093", 0, 3, AlertText::severity);

        request.endsAt(START);

        assertThat(alertsOf(request))
                .allSatisfy(alert -> assertThat(alert).containsEntry("endsAt", "2026-03-01T10:00:00.250Z"));
    }

    @Test
    void contentLength_isThatOfTheBody() {
        String text = textOf(PreparedRequest.of("localhost:9093", 0, 5, AlertText::severity));
        String[] headAndBody = text.split("\r\n\r\n", 2);

        assertThat(headAndBody[0]).contains("Content-Length: " + headAndBody[1].length() + "\r\n");
    }

    private static String textOf(PreparedRequest request) {
        return StandardCharsets.UTF_8.decode(request.bytes()).toString();
    }

    /** Each alert as a flat map: {@code labels.alertname}, {@code startsAt} ... */
    private static List<Map<String, String>> alertsOf(PreparedRequest request) throws IOException {
        List<Map<String, String>> alerts = new ArrayList<>();
        String body = textOf(request).split("\r\n\r\n", 2)[1];
        try (JsonParser json = new JsonFactory().createParser(body)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> alert = new LinkedHashMap<>();
                readObject(json, "", alert);
                alerts.add(alert);
            }
        }
        return alerts;
    }

    private static void readObject(JsonParser json, String prefix, Map<String, String> into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                readObject(json, name + ".", into);
            } else {
                into.put(name, json.getText());
            }
        }
    }
}
