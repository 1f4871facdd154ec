#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/livelogmodel.h"
#include "models/logs/logfilter.h"
#include "ui/shell/page.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;

namespace bouncepro {

class Card;
class EmptyState;
class ErrorState;
class Field;
class LoadingBars;
class Button;
class LogChips;
class LogDelegate;
class LogDetails;
class LogHeader;
class LogStrip;
class LogView;
class PageHead;
class Segmented;
class Text;

/// The live logs of all services of one server: narrowed by text, level, service and time, paused to be read.
class LogsPage : public QWidget
{
    Q_OBJECT

public:
    explicit LogsPage(ServerMonitor &monitor, QWidget *parent = nullptr);

    LiveLogModel &source() { return m_source; }
    LogFilter &filter() { return m_filter; }

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeHead();
    QWidget *makeTools();
    Card *makeLines();
    void connectAll();
    void applyQuery();
    void setPaused(bool paused);
    void showNewest();
    void goToHit(int direction);
    void copySelected();
    void showDetails(bool open);
    void arrange();
    void showState();
    bool isLoading() const;
    void showCounts();

    ServerMonitor &m_monitor;
    LiveLogModel m_source;
    LogFilter m_filter;
    LogQuery m_query;
    qint64 m_current = -1; // id of the line that is read
    bool m_wantsDetails = false;
    bool m_hasLines = true; // or what stands in their place in the card
    bool m_hasRows = false;
    QTimer m_clock;  // ages the sentence
    QTimer m_counts; // chips and strip, a few times a second
    PageHead *m_head;
    Segmented *m_follow;
    Button *m_again;
    Field *m_text;
    Button *m_onlyHits;
    Button *m_wrap;
    Button *m_copy;
    QWidget *m_tools;
    LogChips *m_chips;
    LogStrip *m_strip;
    Card *m_lines;
    QBoxLayout *m_panes;
    LogDelegate *m_delegate;
    LogHeader *m_header;
    LogView *m_view;
    LogDetails *m_details;
    QWidget *m_list;
    EmptyState *m_empty;
    LoadingBars *m_loading;
    ErrorState *m_error;
};

/// The page of the capability "logs".
Page logsPage();

} // namespace bouncepro
