# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1329,970 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1329]
set yrange [0:970]
set label 'At most 20 evaluations' at 14,946 left noenhanced font ',15' textcolor rgb '#222222'
set label 'CIFAR-10, class-conditional, the wider network: what guidance buys and costs' at 14,922 left noenhanced font ',13' textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1,  NFE 20,  FD 72.8,  precision 0.859,  recall 0.548' at 14,888 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,809.5 to 1315.5,876.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 1.5,  NFE 20,  FD 40.2,  precision 0.881,  recall 0.545' at 14,788 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,709.5 to 1315.5,776.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 2,  NFE 20,  FD 23.6,  precision 0.876,  recall 0.479' at 14,688 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,609.5 to 1315.5,676.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 3,  NFE 20,  FD 26.7,  precision 0.880,  recall 0.389' at 14,588 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,509.5 to 1315.5,576.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 5,  NFE 20,  FD 69.8,  precision 0.832,  recall 0.289' at 14,488 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,409.5 to 1315.5,476.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 2, from 0.3 to 3,  NFE 19,  FD 43.3,  precision 0.894,  recall 0.508' at 14,388 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,309.5 to 1315.5,376.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 3, from 0.3 to 3,  NFE 19,  FD 23.7,  precision 0.880,  recall 0.467' at 14,288 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,209.5 to 1315.5,276.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 2, by cifar10,  NFE 20,  FD 18.1,  precision 0.786,  recall 0.598' at 14,188 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,109.5 to 1315.5,176.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
set label 'dpmpp_2m, w = 3, by cifar10,  NFE 20,  FD 38.7,  precision 0.697,  recall 0.539' at 14,88 left noenhanced textcolor rgb '#444444'
set object rectangle from 13.5,9.5 to 1315.5,76.5 front fillstyle empty border linecolor rgb '#b0b0b0' linewidth 1
plot '../pictures/dpmpp_2m-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,810.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1.5-log_snr-nfe20.png' binary filetype=png origin=(14.5,710.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2-log_snr-nfe20.png' binary filetype=png origin=(14.5,610.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,510.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_5-log_snr-nfe20.png' binary filetype=png origin=(14.5,410.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,310.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,210.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,110.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
