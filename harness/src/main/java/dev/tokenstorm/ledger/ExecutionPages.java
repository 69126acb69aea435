package dev.tokenstorm.ledger;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jctools.maps.NonBlockingHashMapLong;
import org.jspecify.annotations.Nullable;

/**
 * Entries by their workflow's number. Numbers follow each other, so each page of 64 has an array,
 * and only pages are looked up in a map. A place costs some six bytes, where a map of entries takes
 * 24 to 96 of each. Thread-safe, and readers take no lock.
 *
 * <p>A page is dropped once it is empty, unless it is the newest one, which goes on filling. So a
 * workflow that stays open keeps one page, of some 350 bytes, whatever its neighbours do.
 */
final class ExecutionPages {
  private static final int PAGE_BITS = 6;
  private static final int PAGE = 1 << PAGE_BITS;

  private final NonBlockingHashMapLong<Page> pages = new NonBlockingHashMapLong<>();

  /** The key of the page with the highest number so far. */
  private final AtomicLong newest = new AtomicLong(-1);

  /** Adds an entry, or replaces the one that has its number. */
  void put(ExecutionEntry entry) {
    long key = entry.number() >> PAGE_BITS;
    advance(key);
    Page page = pages.get(key);
    while (page == null || !page.put(entry)) {
      if (page != null) {
        pages.remove(key, page);
      }
      Page fresh = new Page();
      Page before = pages.putIfAbsent(key, fresh);
      page = before == null ? fresh : before;
    }
  }

  /** Lets the page that was the newest go, if all that was in it has been removed. */
  private void advance(long key) {
    long before = newest.get();
    if (key <= before) {
      return;
    }
    long replaced = newest.getAndAccumulate(key, Math::max);
    Page page = replaced < key ? pages.get(replaced) : null;
    if (page != null && page.dropIfEmpty()) {
      pages.remove(replaced, page);
    }
  }

  /** The entry of a number; null when there is none. */
  @Nullable ExecutionEntry get(long number) {
    Page page = pages.get(number >> PAGE_BITS);
    return page == null ? null : page.get(number);
  }

  /** Removes the entry of a number, if there is one. */
  void remove(long number) {
    long key = number >> PAGE_BITS;
    Page page = pages.get(key);
    // Which page is the newest has to be read after the removal: who advances it looks the other
    // way about, so one of the two sees an empty page.
    if (page != null && page.remove(number) && key != newest.get() && page.dropIfEmpty()) {
      pages.remove(key, page);
    }
  }

  /** How many pages there are. */
  int pages() {
    return pages.size();
  }

  /** All entries; weakly consistent. */
  Collection<ExecutionEntry> entries() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<ExecutionEntry> iterator() {
        return new Entries(pages.values().iterator());
      }

      @Override
      public int size() {
        int size = 0;
        for (Page page : pages.values()) {
          size += page.live();
        }
        return size;
      }
    };
  }

  private static final class Page {
    private final AtomicReferenceArray<@Nullable ExecutionEntry> places =
        new AtomicReferenceArray<>(PAGE);

    private int live;

    /** A page that was dropped takes no entry any more. */
    private boolean dropped;

    @Nullable ExecutionEntry get(long number) {
      return places.get(place(number));
    }

    private static int place(long number) {
      return (int) number & (PAGE - 1);
    }

    synchronized boolean put(ExecutionEntry entry) {
      if (dropped) {
        return false;
      }
      if (places.getAndSet(place(entry.number()), entry) == null) {
        live++;
      }
      return true;
    }

    /** Whether that was its last entry. */
    synchronized boolean remove(long number) {
      if (places.getAndSet(place(number), null) == null) {
        return false;
      }
      live--;
      return live == 0;
    }

    synchronized boolean dropIfEmpty() {
      dropped |= live == 0;
      return dropped;
    }

    synchronized int live() {
      return live;
    }
  }

  /** Walks through the pages, and over the places of each. */
  private static final class Entries implements Iterator<ExecutionEntry> {
    private final Iterator<Page> further;
    private @Nullable Page page;
    private int place;
    private @Nullable ExecutionEntry next;

    Entries(Iterator<Page> pages) {
      this.further = pages;
      this.next = find();
    }

    private @Nullable ExecutionEntry find() {
      while (true) {
        if (page == null || place == PAGE) {
          if (!further.hasNext()) {
            return null;
          }
          page = further.next();
          place = 0;
        }
        ExecutionEntry entry = page.get(place++);
        if (entry != null) {
          return entry;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public ExecutionEntry next() {
      ExecutionEntry entry = next;
      if (entry == null) {
        throw new NoSuchElementException();
      }
      next = find();
      return entry;
    }
  }
}
