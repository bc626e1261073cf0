package io.tocsin.notifiers.email;

import io.tocsin.core.pipeline.Notification;
import io.tocsin.notifiers.email.EmailConfig.Threading;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The headers that say which mail this is: its name, its date and the conversation that it belongs to.
 *
 * @see "Upstream: notify/email Email.Notify, v0.33.1"
 */
final class MailIdentity {
    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT);

    private static final int HASH_LENGTH = 16;

    private MailIdentity() {}

    /** Blocks the first time, to find the name of this machine. */
    static Map<String, String> headers(Notification notification, Threading threading, Instant now, ZoneId zone) {
        ZonedDateTime time = now.atZone(zone);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-Id", messageId(now));
        if (threading.enabled()) {
            String conversation = conversation(notification.groupKey(), threading, time);
            headers.put("References", conversation);
            headers.put("In-Reply-To", conversation);
        }
        headers.put("Date", RFC_1123.format(time));
        return headers;
    }

    private static String messageId(Instant now) {
        String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
        return "<" + now.getEpochSecond() + String.format(Locale.ROOT, "%09d", now.getNano()) + "." + random + "@"
                + ThisMachine.NAME + ">";
    }

    /** No mail has this name; that all of a group refer to it keeps them together. */
    private static String conversation(String groupKey, Threading threading, ZonedDateTime time) {
        String day = threading.threadByDate().equals("daily") ? DateTimeFormatter.ISO_LOCAL_DATE.format(time) : "";
        return "<alert-" + sha256(groupKey).substring(0, HASH_LENGTH) + "-" + day + "@alertmanager>";
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Asked for when first needed: finding the name may take its time. */
    private static final class ThisMachine {
        static final String NAME = name();

        private static String name() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost.localdomain";
            }
        }
    }
}
