// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace mathtts
{

/*! Draws a QR code, dark on bright in every color scheme, with the bright border that cameras need. */
class QrPicture : public QWidget
{
    Q_OBJECT

public:
    explicit QrPicture(QWidget *parent = nullptr);

    /*! One row a line, true is dark; empty: nothing is drawn. */
    void setCode(std::vector<std::vector<bool>> code);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<std::vector<bool>> m_code;
};

} // namespace mathtts
