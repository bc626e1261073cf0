package io.tocsin.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.notificationlog.ReceiverValue;
import io.tocsin.core.notificationlog.ReceiverValue.Text;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.pipeline.SendResult.Delivered;
import io.tocsin.core.pipeline.SendResult.Rejected;
import io.tocsin.notifiers.contract.NotifierBench;
import io.tocsin.notifiers.contract.RealTemplates;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.RecordingServer;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SlackNotifierTest {
    private static final String POST = "/api/chat.postMessage";
    private static final String UPDATE = "/api/chat.update";
    private static final Map<String, ReceiverValue> PLACE =
            Map.of("channelId", new Text("C1"), "threadTs", new Text("1.1"));

    private final NotifierBench bench = new NotifierBench();
    private final RecordingServer server = RecordingServer.plain(bench.vertx);

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @Test
    void send_firstOfAGroupToBeChanged_postsAndKeepsThePlace() {
        answer(POST, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.1\"}");

        assertThat(send("channel: '#ops', update_message: true", TestNotifications.simple()))
                .isEqualTo(new Delivered(PLACE));
        assertThat(body().get("channel").getAsString()).isEqualTo("#ops");
        assertThat(body().has("ts")).isFalse();
    }

    @Test
    void send_nextOfAGroupToBeChanged_changesTheMessage() {
        answer(UPDATE, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.2\"}");

        assertThat(send("channel: '#ops', update_message: true", TestNotifications.again(PLACE)))
                .isEqualTo(new Delivered(Map.of("channelId", new Text("C1"), "threadTs", new Text("1.2"))));
        assertThat(body().get("channel").getAsString()).isEqualTo("C1");
        assertThat(body().get("ts").getAsString()).isEqualTo("1.1");
    }

    @Test
    void send_changedMessageIsGone_isFinalAndNamesItsChannel() {
        answer(UPDATE, "{\"ok\":false,\"error\":\"message_not_found\"}");

        SendResult result = send("channel: '#ops', update_message: true", TestNotifications.again(PLACE));

        assertThat(result).isInstanceOf(Rejected.class);
        assertThat(((Rejected) result).message())
                .isEqualTo("channel \"C1\": error response from Slack: message_not_found");
    }

    @Test
    void send_notToBeChanged_postsAgain() {
        answer(POST, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.1\"}");

        assertThat(send("channel: '#ops'", TestNotifications.again(PLACE))).isEqualTo(SendResult.delivered());
        assertThat(server.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.uri()).isEqualTo(POST));
    }

    @Test
    void send_app_makesOneRequest() {
        answer(POST, "{\"ok\":true}");

        assertThat(send("channel: '#ops'", TestNotifications.simple())).isEqualTo(SendResult.delivered());
        // The client of Slack would ask auth.test first.
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void send_bytesThatAreNoText_areReplacedAsInTheOriginal() {
        answer(POST, "{\"ok\":true}");

        send("text: '{{ \"a\\xffb \ud83d\ude00\" }}'", TestNotifications.simple());

        assertThat(body().getAsJsonArray("attachments")
                        .get(0)
                        .getAsJsonObject()
                        .get("text")
                        .getAsString())
                .isEqualTo("a\ufffdb \ud83d\ude00");
    }

    private void answer(String path, String json) {
        server.on(
                path,
                request -> request.response()
                        .putHeader("content-type", "application/json; charset=utf-8")
                        .end(json));
    }

    private SendResult send(String element, Notification notification) {
        SlackConfig config = SlackConfigs.of(
                element, SecretOrFile.of(Secret.of(server.url(POST))), HttpConfig.DEFAULT, Duration.ZERO);
        return NotifierBench.send(new SlackNotifier(config, bench.environment(RealTemplates.builtIn())), notification);
    }

    private JsonObject body() {
        return JsonParser.parseString(server.last().body()).getAsJsonObject();
    }
}
