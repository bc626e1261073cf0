package io.tocsin.server.durability;

/** What must hold however often the server is killed. */
public enum Rule {
    /** A silence answered 200 is there. */
    SILENCE_LOST,
    /** It is there with its content and in its state; an expiry answered 200 holds; a replacement is made as a whole. */
    SILENCE_CHANGED,
    /** An alert answered 200 is known. */
    ALERT_LOST,
    /** It has the content that was posted, and one whose resolve was answered 200 does not fire. */
    ALERT_CHANGED,
    /** What the receiver answered 200 is repeated at most once per kill, and only if the kill came right behind it. */
    REPEATED,
    /** An alert is called resolved only if a client resolved it or its end passed before somebody's eyes. */
    FALSE_RESOLVE,
    /** An alert whose resolve was answered 200 is no longer told as firing. */
    TOLD_AFTER_RESOLVE,
    /** A silenced alert is not sent. */
    SILENCED_SENT,
    /** An inhibited alert is not sent. */
    INHIBITED_SENT,
    /** In the end receivers know which alerts fire and which are resolved. */
    NOT_TOLD,
    /** A server that is not ending refuses nothing. */
    REFUSED
}
