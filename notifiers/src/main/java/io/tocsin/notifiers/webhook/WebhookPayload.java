package io.tocsin.notifiers.webhook;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.format.GoJson;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLayout;
import io.tocsin.notifiers.message.Messages;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The body of a webhook, version 4.
 *
 * @param truncatedAlerts how many alerts of the group {@code message} leaves out
 * @see "Upstream: webhook.Message, v0.34.0"
 */
record WebhookPayload(Message message, String groupKey, int truncatedAlerts) {
    private static final String VERSION = "4";
    private static final int ALERT_LENGTH = 600;

    /**
     * Takes the first alerts before anything is derived from them: status and common labels are those of what is sent.
     *
     * @param maxAlerts 0 for all
     */
    static WebhookPayload of(Notification notification, int maxAlerts, String externalUrl) {
        List<NotifiedAlert> all = notification.alerts();
        List<NotifiedAlert> sent = maxAlerts > 0 && maxAlerts < all.size() ? all.subList(0, maxAlerts) : all;
        return new WebhookPayload(
                Messages.of(notification, sent, externalUrl), notification.groupKey(), all.size() - sent.size());
    }

    byte[] toJson() {
        var json = new GoJson(ALERT_LENGTH * (message.alerts().size() + 1));
        json.beginObject();
        json.field("receiver", message.receiver());
        json.field("status", message.status());
        json.name("alerts").beginArray();
        message.alerts().forEach(alert -> write(alert, json));
        json.endArray();
        json.field("notification_reason", message.reason());
        json.field("groupLabels", message.groupLabels());
        json.field("commonLabels", message.commonLabels());
        json.field("commonAnnotations", message.commonAnnotations());
        json.field("routeLabels", message.routeLabels());
        json.field("externalURL", message.externalUrl());
        json.field("version", VERSION);
        json.field("groupKey", groupKey);
        json.field("truncatedAlerts", truncatedAlerts);
        return json.endObject().toLine();
    }

    private static void write(MessageAlert alert, GoJson json) {
        json.beginObject();
        json.field("status", alert.status());
        json.field("labels", alert.labels());
        json.field("annotations", alert.annotations());
        json.field("startsAt", rfc3339(alert.startsAt()));
        json.field("endsAt", rfc3339(alert.endsAt()));
        json.field("generatorURL", alert.generatorUrl());
        json.field("fingerprint", alert.fingerprint());
        json.endObject();
    }

    /** With the sender's offset. */
    private static String rfc3339(Timestamp time) {
        return TimeLayout.format(TimeLayout.RFC3339_NANO, GoTime.of(time, ZoneOffset.UTC));
    }
}
