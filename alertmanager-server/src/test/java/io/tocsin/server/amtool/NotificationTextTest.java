package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NotificationTextTest {
    private static final String NOTIFICATION = """
        {"receiver":"db","status":"firing","notification_reason":"first notification","alerts":[
        {"status":"firing","labels":{"alertname":"Disk","a b":"x"},"annotations":{"summary":"two\\nlines"},
         "startsAt":"2026-01-02T03:04:05Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p"},
        {"status":"resolved","labels":{"alertname":"Disk"},"annotations":{},
         "startsAt":"2026-01-02T03:04:05Z","endsAt":"2026-01-02T03:05:05Z","generatorURL":""}],
        "groupLabels":{"alertname":"Disk"},"truncatedAlerts":3,"version":"4"}
        """;

    @Test
    void readable_notification_showsGroupAndAlerts() {
        assertThat(readable(NOTIFICATION, "/")).isEqualTo("""
            NOW  FIRING  receiver="db"  reason="first notification"
              group labels: {alertname="Disk"}
              - FIRING {alertname="Disk", "a b"="x"}
                  starts at: 2026-01-02T03:04:05Z
                  annotations: {summary="two\\nlines"}
                  source: http://p
              - RESOLVED {alertname="Disk"}
                  starts at: 2026-01-02T03:04:05Z
                  ends at: 2026-01-02T03:05:05Z
              and 3 more, cut off by max_alerts

            """);
    }

    @Test
    void readable_otherPath_namesIt() {
        assertThat(readable(NOTIFICATION, "/hook")).contains("reason=\"first notification\"  path=\"/hook\"\n");
    }

    @Test
    void readable_noJson_showsItWithANote() {
        assertThat(readable("not \u001b[31mjson\n", "/"))
                .isEqualTo("NOW  14 bytes; the body is not JSON. As received:\nnot \uFFFD[31mjson\n\n");
    }

    @Test
    void readable_otherJson_showsItWithANote() {
        assertThat(readable("{\"text\":\"hi\"}", "/"))
                .contains("no notification: it has no list \"alerts\"", "{\"text\":\"hi\"}");
    }

    @Test
    void oneLine_bodyOfManyLines_isOneLine() {
        assertThat(NotificationText.oneLine("{\"a\":\n  1}\n".getBytes(UTF_8))).isEqualTo("{\"a\": 1}");
    }

    private static String readable(String body, String path) {
        return NotificationText.readable(body.getBytes(UTF_8), "NOW", path);
    }
}
